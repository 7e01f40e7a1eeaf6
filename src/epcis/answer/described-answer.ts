import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import { epcHeader, wordFormats, wordHeader } from './answer-format.js';
import { epcFormats } from './epc-format.js';
import { mediaTypes } from '../rest/media-types.js';

/** Describes an answer of `answerEvents` and the headers that shape it. */
export function AnswersEvents(): MethodDecorator {
  return applyDecorators(
    ApiProduces(...mediaTypes),
    ApiOkResponse({ schema: { type: 'object', description: 'An EPCISQueryDocument.' } }),
    EpcFormatHeader(),
    header(
      wordHeader,
      Object.keys(wordFormats),
      'How XML has words of the CBV; left out, as URNs.',
    ),
    ApiHeader({
      name: 'GS1-EPCIS-Max',
      required: false,
      description: 'The highest version that is read. With `1.2` the answer is XML of EPCIS 1.2.',
      schema: { type: 'string' },
    }),
  );
}

/** Describes the header by which a client says how identifiers are to be written. */
export function EpcFormatHeader(): MethodDecorator {
  return header(
    epcHeader,
    epcFormats,
    'How identifiers are written; left out, as their authors did.',
  );
}

function header(name: string, known: readonly string[], description: string): MethodDecorator {
  return ApiHeader({
    name,
    required: false,
    description,
    schema: { type: 'string', enum: [...known] },
  });
}
