import type { ComponentChildren, InputHTMLAttributes } from 'preact';
import type { FormFault } from './form-fault.js';

/** What one field needs beyond its input. The name is also the id that faults link to. */
interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly faults: readonly FormFault[];
}

interface InputProps extends FieldProps {
  readonly value: string;
  readonly type?: 'text' | 'date' | 'time' | 'password' | 'number';
  readonly inputMode?: 'decimal' | 'text';
  readonly required?: boolean;
  readonly maxLength?: number;
  readonly max?: string;
  readonly autocomplete?: 'off' | 'username' | 'current-password' | 'new-password';
}

/** A label above its input; hint and fault are read out with it. */
export function InputField(props: InputProps) {
  const { name, label, hint, faults, value, type = 'text' } = props;
  // The cast is about roles, which Preact ties to each type of input one by one; there are none here.
  const attributes = {
    id: name,
    type,
    name,
    value,
    inputmode: props.inputMode,
    required: props.required,
    maxlength: props.maxLength,
    max: props.max,
    autocomplete: props.autocomplete ?? 'off',
    ...spoken(name, hint, faults),
  } as InputHTMLAttributes;
  return (
    <Framed name={name} label={label} hint={hint} faults={faults}>
      <input {...attributes} />
    </Framed>
  );
}

/** Several lines of text. */
export function TextField(
  props: FieldProps & { readonly value: string; readonly maxLength: number },
) {
  const { name, label, hint, faults, value, maxLength } = props;
  return (
    <Framed name={name} label={label} hint={hint} faults={faults}>
      <textarea id={name} name={name} maxlength={maxLength} {...spoken(name, hint, faults)}>
        {value}
      </textarea>
    </Framed>
  );
}

/** Pictures from the telephone's camera or its album; which were chosen is forgotten when the form comes back. */
export function PhotosField(props: FieldProps & { readonly types: readonly string[] }) {
  const { name, label, hint, faults, types } = props;
  const accept = types.join(',');
  return (
    <Framed name={name} label={label} hint={hint} faults={faults}>
      <input
        id={name}
        name={name}
        type="file"
        accept={accept}
        multiple
        {...spoken(name, hint, faults)}
      />
    </Framed>
  );
}

export interface Option {
  readonly value: string;
  readonly text: string;
}

interface SelectProps extends FieldProps {
  readonly value: string;
  readonly options: readonly Option[];
  /** Text of the empty first choice. Left out where one choice is always right to start with. */
  readonly choose?: string;
  readonly required?: boolean;
}

export function SelectField(props: SelectProps) {
  const { name, label, hint, faults, value, options, choose } = props;
  return (
    <Framed name={name} label={label} hint={hint} faults={faults}>
      <select id={name} name={name} required={props.required} {...spoken(name, hint, faults)}>
        {choose !== undefined && <option value="">{choose}</option>}
        {options.map((option) => (
          <option value={option.value} selected={option.value === value}>
            {option.text}
          </option>
        ))}
      </select>
    </Framed>
  );
}

function Framed(props: {
  readonly name: string;
  readonly label: string;
  readonly hint: string | undefined;
  readonly faults: readonly FormFault[];
  readonly children: ComponentChildren;
}) {
  const fault = faultOf(props.name, props.faults);
  return (
    <div class="group">
      <label for={props.name}>{props.label}</label>
      {props.hint !== undefined && (
        <p class="hint" id={`${props.name}-hint`}>
          {props.hint}
        </p>
      )}
      {props.children}
      {fault !== undefined && (
        <p class="fault" id={`${props.name}-fault`}>
          {fault.text}
        </p>
      )}
    </div>
  );
}

const faultOf = (name: string, faults: readonly FormFault[]) =>
  faults.find(({ field }) => field === name);

/** Ties hint and fault to the input for those who hear the page. */
function spoken(name: string, hint: string | undefined, faults: readonly FormFault[]) {
  const isWrong = faultOf(name, faults) !== undefined;
  const ids = [hint !== undefined && `${name}-hint`, isWrong && `${name}-fault`].filter(Boolean);
  return {
    'aria-invalid': isWrong ? ('true' as const) : undefined,
    'aria-describedby': ids.length > 0 ? ids.join(' ') : undefined,
  };
}
