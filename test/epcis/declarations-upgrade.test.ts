// Goal: a declaration from before whoever sees an event saw the declaration of it is seen by them after an upgrade. Method: a
// database is filled as it was then, and brought to this release.
import { expect, test } from '@jest/globals';
import { DeclarationsSeen1790000000038 } from '../../migrations/0038-declarations-seen.js';
import { idsOfThen, upgraded } from '../support/upgrade.js';

const [author, taker, event, declaration, alone] = idsOfThen;

const row = (id: string | undefined, eventId: string, viewers: string) =>
  `('${author}', '${id}', '${eventId}', ${id !== event}, '', 'ObjectEvent', now(), now(), '+00:00', now(), '', '', '{}',
    '{${viewers}}')`;

const asItWas = `
  INSERT INTO event (organisation_id, id, event_id, declaration, digest, type, at, until, time_offset, recorded_at, key_id,
    author_id, document, viewers) VALUES
    ${row(event, 'urn:x:sold', `${author},${taker}`)},
    ${row(declaration, 'urn:x:sold', `${author}`)},
    ${row(alone, 'urn:x:never', `${author}`)};
  INSERT INTO event_party (organisation_id, at, event_ref, recorded_at, history)
  SELECT viewer.id, at, event.id, recorded_at, true FROM event, unnest(viewers) AS viewer (id);
  INSERT INTO event_identity (organisation_id, event_id, event_ref, declaration_ref) VALUES
    ('${author}', 'urn:x:sold', '${event}', '${declaration}'),
    ('${author}', 'urn:x:never', NULL, '${alone}');`;

test('a declaration from before is seen by whoever sees its event', async () => {
  await upgraded(DeclarationsSeen1790000000038, asItWas, async (owner) => {
    const { rows } = await owner.query(`
        SELECT id, ARRAY (SELECT unnest(viewers) ORDER BY 1)::text[] AS viewers,
          ARRAY (SELECT organisation_id FROM event_party WHERE event_ref = event.id AND history ORDER BY 1)::text[] AS told
        FROM event ORDER BY id`);
    const both = [author, taker];
    expect(rows).toEqual([
      { id: event, viewers: both, told: both },
      { id: declaration, viewers: both, told: both },
      { id: alone, viewers: [author], told: [author] },
    ]);
    await expect(owner.query('UPDATE event SET viewers = viewers')).rejects.toThrow(/append only/);
  });
});
