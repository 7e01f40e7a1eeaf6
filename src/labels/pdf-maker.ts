import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import { Problem } from '../kernel/index.js';
import { Places, stepByStep, unavailable, type Logger } from '../platform/index.js';
import type { Copied } from './copied.js';
import type { DrawnLabel } from './drawn-label.js';
import type { LabelFont, LoadedFont } from './label-font.js';
import { pdfPages, type Imposition, type PdfPage } from './pdf-pages.js';

/** PDFs that wait or are being made. Each waits for those before it, so more would wait in vain. */
export const pdfsMax = 20;
/** A thousand labels in Chinese take a few seconds. */
export const madeWithinMilliseconds = 30_000;
/** Of the thread. A thousand labels take a fifth of it. */
const heapMegabytes = 512;

interface Settings {
  readonly font: LabelFont;
  readonly logger: Logger;
  /** These are replaced by tests of what goes wrong. */
  readonly script?: URL;
  readonly milliseconds?: number;
}

/**
 * Makes PDFs of labels in a thread of its own, one after the other. What takes too long, or ends the thread, is refused, and
 * whoever comes next finds a new thread.
 */
export class PdfMaker implements BeforeApplicationShutdown {
  private worker: Worker | undefined;
  private before: Promise<unknown> = Promise.resolve();
  private readonly places = new Places(pdfsMax, 'PDFs of labels');

  constructor(private readonly by: Settings) {}

  async make(labels: readonly Copied<DrawnLabel>[], imposition: Imposition): Promise<Buffer> {
    const texts = labels.flatMap(({ of }) => of.texts.map(({ text }) => text));
    const font = await this.by.font.for(texts);
    const giveBack = this.places.take();
    const made = this.before.then(async () => {
      const pages = await stepByStep(pdfPages(labels, imposition));
      return this.inThread({ pages, font });
    });
    this.before = made.catch(() => undefined).finally(giveBack);
    return made;
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.before;
    await this.worker?.terminate();
  }

  private async inThread(job: Job): Promise<Buffer> {
    const worker = (this.worker ??= this.started());
    const within = AbortSignal.timeout(this.by.milliseconds ?? madeWithinMilliseconds);
    // It holds the process only while somebody waits for it.
    worker.ref();
    try {
      worker.postMessage(job);
      const [bytes] = (await nextMessage(worker, within)) as [Uint8Array];
      worker.unref();
      return Buffer.from(bytes.buffer);
    } catch (err) {
      this.worker = undefined;
      await worker.terminate();
      this.by.logger.error({ err }, 'a PDF of labels could not be made');
      const instead = 'Ask for fewer labels, or take SVG, ZPL or TSPL.';
      throw new Problem(unavailable, `The PDF could not be made. ${instead}`);
    }
  }

  private started(): Worker {
    const { script = new URL('./pdf-worker.mjs', import.meta.url) } = this.by;
    const worker = new Worker(script, {
      resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
      // It has no use for settings and secrets.
      env: {},
    });
    worker.on('error', () => undefined);
    // It may end while nobody waits for it: whoever comes next starts another one.
    worker.once('exit', () => {
      if (this.worker === worker) this.worker = undefined;
    });
    return worker;
  }
}

interface Job {
  readonly pages: readonly PdfPage[];
  readonly font: LoadedFont;
}

/** Rejects where the thread fails or ends instead, or the time is up. */
async function nextMessage(worker: Worker, within: AbortSignal): Promise<unknown[]> {
  const over = new AbortController();
  const signal = AbortSignal.any([within, over.signal]);
  const ended = once(worker, 'exit', { signal }).then(() => {
    throw new Error('the thread ended');
  });
  try {
    return (await Promise.race([once(worker, 'message', { signal }), ended])) as unknown[];
  } finally {
    over.abort();
    ended.catch(() => undefined);
  }
}
