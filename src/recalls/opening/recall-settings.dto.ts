import { IsIn, IsInt, Max, Min } from 'class-validator';
import { IfGiven } from '../../platform/index.js';
import { usualSettings, type RecallSettings } from './signing.js';

/** Hours at most that an emergency opening waits for its second signature. */
export const secondHoursMax = 72;

/** What you ask of the opening of your recalls. What is left out is as usual. */
export class RecallSettingsRequest {
  /** How many people sign the opening. Left out, as usual: two where your organisation has two or more owners, else one. */
  @IfGiven()
  @IsIn([1, 2])
  signatures?: 1 | 2;

  /** Within so many hours of an emergency opening the second one signs. Usually 4. */
  @IfGiven()
  @IsInt({ message: 'must be a whole number' })
  @Min(1)
  @Max(secondHoursMax)
  secondWithinHours: number = usualSettings.secondWithinHours;
}

/** What you ask of the opening of your recalls. */
export class RecallSettingsView {
  /** How many people sign the opening. Null: two where your organisation has two or more owners, else one. */
  signatures!: 1 | 2 | null;
  /** How many people that is at present. */
  signaturesAsked!: 1 | 2;
  /** Within so many hours of an emergency opening the second one signs. */
  secondWithinHours!: number;
}

export function toRecallSettingsView({
  signatures,
  asked,
  secondWithinHours,
}: RecallSettings & { readonly asked: 1 | 2 }): RecallSettingsView {
  return { signatures, signaturesAsked: asked, secondWithinHours };
}
