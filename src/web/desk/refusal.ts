import { batchNumberTaken } from '../../batches/index.js';
import { goodsFrozen, notEnoughGoods } from '../../holdings/index.js';
import { Problem } from '../../kernel/index.js';
import type { Speech } from '../catalogue/speech.js';
import type { FormFault } from '../forms/form-fault.js';

/**
 * What the service found wrong with a form's request, at the fields it is about. `fields` says which field a
 * pointer is, or else its first member; what none of them covers stands at the first field. Only refusals:
 * anything else is thrown on.
 */
export function faultsOfRefusal(
  error: unknown,
  fields: ReadonlyMap<string, string>,
  { say }: Speech,
): FormFault[] {
  if (!(error instanceof Problem) || error.status >= 500) throw error;
  const [anyField = ''] = fields.values();
  const fieldAt = (pointer: string) =>
    fields.get(pointer.slice(1)) ?? fields.get(pointer.split('/')[1] ?? '') ?? anyField;
  if (error.kind === batchNumberTaken) {
    const { suggestion } = error.members;
    const field = fieldAt('/number');
    if (typeof suggestion !== 'string') return [{ field, text: say('fault.numberTakenOnly') }];
    return [{ field, text: say('fault.numberTaken', { suggestion }) }];
  }
  if (error.kind === goodsFrozen) return [{ field: anyField, text: say('fault.frozen') }];
  if (error.kind === notEnoughGoods) return [{ field: anyField, text: say('fault.notEnough') }];
  if (error.errors.length === 0) {
    return [{ field: anyField, text: say('fault.refused', { detail: error.message }) }];
  }
  return error.errors.map(({ pointer, detail }) => ({
    field: fieldAt(pointer),
    text: pointer.endsWith('/quantity/unit')
      ? say('fault.unitUnfit')
      : say('fault.refused', { detail }),
  }));
}
