import type { SubmittedData } from './card-submission';
import type { CardBody, CardRenderOptions, CardElement } from './adaptive-card';

/** A field for the code, so that it need not stand in the chat; and what can be done when none arrives. */
export function codeBody(length: number, { choices, copy, stamp }: CardRenderOptions): CardBody {
  const send: SubmittedData = { form: 'code', stamp };
  return {
    body: [
      {
        type: 'Input.Text',
        id: 'code',
        label: copy('card.code.label', { length }),
        placeholder: copy('card.code.placeholder'),
        style: 'Tel',
        maxLength: 60,
        isRequired: true,
        errorMessage: copy('card.code.error'),
      },
      row({ type: 'Action.Submit', title: copy('card.code.send'), style: 'positive', data: send }),
      ...choices
        .filter((choice) => typeof choice === 'string')
        .map((choice) => ({
          type: 'Action.Submit',
          title: copy(`choice.${choice}`),
          // Nothing has to be typed to press it.
          associatedInputs: 'none',
          data: { form: 'choice', stamp, choice } satisfies SubmittedData,
        }))
        .map(row),
    ],
  };
}

/** Side by side on a telephone, buttons would be cut down to a letter or two. */
const row = (action: CardElement): CardElement => ({ type: 'ActionSet', spacing: 'Small', actions: [action] });
