import vm from 'node:vm';
import { TestEnvironment } from 'jest-environment-node';

/**
 * Stands for the worker's own realm where Jest would have a context for each file of tests: code given to it runs beside the
 * packages that packages.mjs lets Node load, so that one Error and one Array are meant by both.
 */
const realm = Object.freeze({});

const { compileFunction, SourceTextModule, SyntheticModule } = vm;

vm.compileFunction = (code, parameters, options = {}) =>
  compileFunction(code, parameters, withoutRealm(options));

vm.SourceTextModule = class extends SourceTextModule {
  constructor(code, options = {}) {
    super(code, withoutRealm(options));
  }
};

vm.SyntheticModule = class extends SyntheticModule {
  constructor(names, evaluate, options = {}) {
    super(names, evaluate, withoutRealm(options));
  }
};

/** Without a context, Node runs code where it is called from. */
function withoutRealm(options) {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== realm));
}

/** Where a file of tests runs. What it changes of the globals, the next file of the same worker finds. */
export default class WorkerRealm extends TestEnvironment {
  #console = console;
  #exit = process.exit;

  constructor(...given) {
    super(...given);
    this.global = globalThis;
  }

  getVmContext() {
    return realm;
  }

  async teardown() {
    globalThis.console = this.#console;
    process.exit = this.#exit;
    // Each file brings handlers of its own; those before would report to a file that is over.
    delete globalThis[Symbol.for('EVENT_HANDLERS')];
    await super.teardown();
  }
}
