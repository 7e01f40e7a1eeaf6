import { Busboy, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy';
import { finished } from 'node:stream';
import type { Response } from 'express';
import { isStorable, Problem } from '../../kernel/index.js';
import { readChunks } from './body-bytes.js';
import { bodyTooLarge, malformedForm } from './http.problems.js';
import type { RawRequest, SentFile } from './known-sender.js';
import { formPartsMax, formsAtOnceMax } from './limits.js';
import { Places } from './places.js';

const places = new Places(formsAtOnceMax, 'forms with files');

/**
 * Reads a form with files as it comes: its fields into URLSearchParams, for the interface into an object of texts, and its
 * files beside them. A file or field too many, or too long, ends the reading there. Its bytes are in memory until the request is
 * answered, or nobody waits for an answer any more: until then it has its place.
 */
export async function readForm(
  request: RawRequest,
  response: Response,
  bytesMax: number,
): Promise<void> {
  finished(response, places.take());
  const form = new FormParts(request);
  const bounds = { bytesMax, malformed: malformedForm };
  await readChunks({ request, response }, bounds, (chunk) => form.take(chunk));
  const { fields, files } = await form.whole();
  request.body = request.path.startsWith('/api/') ? onceEach(fields) : fields;
  request.sentFiles = files;
}

function onceEach(fields: URLSearchParams): Readonly<Record<string, string>> {
  const names = [...fields.keys()];
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) throw unreadable(`The form has more than one field "${twice}".`);
  return Object.fromEntries(fields);
}

/** The parts of one form, as far as they have come. */
class FormParts {
  private readonly fields = new URLSearchParams();
  private readonly files: { readonly field: string; readonly chunks: Buffer[] }[] = [];
  private readonly parser: BusboyInstance;
  private readonly ended: Promise<void>;
  private end: () => void = () => undefined;
  private fault: Problem | undefined;

  constructor(request: RawRequest) {
    this.parser = parserOf(request);
    this.ended = new Promise((resolve) => (this.end = resolve));
    this.parser
      .once('finish', () => this.end())
      .on('error', () =>
        this.refuse(unreadable('The form is not written as multipart/form-data.')),
      );
    this.parser
      .on('field', (name, value, nameCut, valueCut) => {
        if (nameCut || valueCut) this.refuse(tooLong(`"${name}"`, formPartsMax.fieldBytes));
        if (!isStorable(name + value)) this.refuse(unreadable('The form holds U+0000; remove it.'));
        this.fields.append(name, value);
      })
      .on('file', (field, stream) => {
        const chunks: Buffer[] = [];
        this.files.push({ field, chunks });
        stream.on('limit', () => this.refuse(tooLong('A file', formPartsMax.fileBytes)));
        stream.on('error', () => this.refuse(unreadable('A file of the form ended early.')));
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      })
      .on('fieldsLimit', () => this.refuse(tooMany(formPartsMax.fields, 'fields')))
      .on('filesLimit', () => this.refuse(tooMany(formPartsMax.files, 'files')));
  }

  take(chunk: Buffer): void {
    this.parser.write(chunk);
    if (this.fault !== undefined) throw this.fault;
  }

  /** A file that nobody chose comes as one without bytes. */
  async whole(): Promise<{
    readonly fields: URLSearchParams;
    readonly files: readonly SentFile[];
  }> {
    this.parser.end();
    await this.ended;
    if (this.fault !== undefined) throw this.fault;
    const files = this.files.map(({ field, chunks }) => ({ field, bytes: Buffer.concat(chunks) }));
    return { fields: this.fields, files: files.filter(({ bytes }) => bytes.length > 0) };
  }

  private refuse(problem: Problem): void {
    this.fault ??= problem;
    this.end();
  }
}

function parserOf({ headers }: RawRequest): BusboyInstance {
  const { fields, fieldBytes, files, fileBytes } = formPartsMax;
  try {
    return new Busboy({
      headers: headers as BusboyHeaders,
      limits: {
        ...{ fields, fieldSize: fieldBytes, files, fileSize: fileBytes },
        ...{ parts: fields + files + 1, fieldNameSize: 100, headerPairs: 20, headerSize: 4096 },
      },
    });
  } catch {
    throw unreadable('The form says no boundary between its parts.');
  }
}

const unreadable = (detail: string) => new Problem(malformedForm, detail);

const tooLong = (what: string, most: number) =>
  new Problem(bodyTooLarge, `${what} of a form may have at most ${most} bytes.`);

const tooMany = (most: number, what: string) =>
  new Problem(bodyTooLarge, `A form here may have at most ${most} ${what}.`);
