import type { SubmittedData } from './card-submission';
import type { CardBody, CardRenderOptions, CardElement } from './adaptive-card';

/** A field for the code, so that it does not appear in the chat, and the choices for when no code arrives. */
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
          // The button works while the required field is empty.
          associatedInputs: 'none',
          data: { form: 'choice', stamp, choice } satisfies SubmittedData,
        }))
        .map(row),
    ],
  };
}

/** Puts each button into its own row, because a telephone would cut the titles of buttons side by side to a letter or two. */
const row = (action: CardElement): CardElement => ({ type: 'ActionSet', spacing: 'Small', actions: [action] });
