// Goal: what becomes of each published example is known, and is what the table says. Method: every file of the folder beside the
// checkout is sent to capture, each for an organisation of its own.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { examplesBelow, examplesPresent, type Example } from './example-files.js';
import { Repository } from './repository.js';
import { captured, others, refused } from './verdicts.js';

let repository: Repository;
beforeAll(async () => {
  repository = await Repository.start();
});
afterAll(() => repository?.close());

const files = examplesBelow('.', /./);
const isOther = ({ name }: Example) => others.some(([path]) => path.test(name));

/** `test.each` takes no empty list, which is what there is without the examples. */
function each(
  examples: readonly Example[],
  title: string,
  check: (example: Example) => Promise<void>,
) {
  for (const example of examples) test(`${example.name} ${title}`, () => check(example));
}

/** The answer, and how many rows it added. */
async function sent({ name, text }: Example) {
  const organisation = await repository.organisation(name);
  const rows = await repository.rowCount();
  const type = name.endsWith('.xml') ? 'application/xml' : 'application/ld+json';
  const { status, body } = await repository.send(organisation, text, type);
  return { status, body, added: (await repository.rowCount()) - rows };
}

test('every file of the folder is in the table once, and the table has no other', () => {
  const told = [...Object.keys(captured), ...Object.keys(refused)];
  const documents = files.filter((file) => !isOther(file)).map(({ name }) => name);
  if (examplesPresent()) expect(told.sort()).toEqual(documents.sort());
  for (const [path] of others) {
    expect(files.some(({ name }) => path.test(name))).toBe(examplesPresent());
  }
});

each(
  files.filter(({ name }) => name in captured),
  'is captured',
  async (file) => {
    const { status, body } = await sent(file);
    expect({ status, events: body.events?.length }).toEqual({
      status: 202,
      events: captured[file.name],
    });
  },
);

each(
  files.filter(({ name }) => name in refused),
  'is refused for the reason in the table, and nothing of it is stored',
  async (file) => {
    const { status, body, added } = await sent(file);
    const { rule, pointer } = refused[file.name]!;
    expect([status, body.code]).toEqual([400, 'invalid-epcis-document']);
    expect(body.errors[0]).toMatchObject({ rule, pointer });
    for (const { detail } of body.errors) expect(detail).toMatch(/.{10}/);
    expect(added).toBe(0);
  },
);

each(files.filter(isOther), 'is no document, and refused', async (file) => {
  const { status, added } = await sent(file);
  expect([status, added]).toEqual([400, 0]);
});
