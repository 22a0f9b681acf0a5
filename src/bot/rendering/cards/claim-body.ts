import type { ClaimFormValues } from '../../../../dialogs/messages/card';
import type { SubmittedData } from './card-submission';
import type { CardBody, CardRenderOptions } from './adaptive-card';

/** A form for the whole claim. Only the document is required in it: the dialogs ask for the rest. */
export function claimBody(entry: ClaimFormValues, { copy, stamp }: CardRenderOptions): CardBody {
  const data: SubmittedData = { form: 'claim', stamp };
  return {
    body: [
      {
        type: 'Input.ChoiceSet',
        id: 'documentKind',
        label: copy('card.kind.label'),
        style: 'expanded',
        wrap: true,
        value: entry.documentKind,
        choices: [
          { title: copy('card.kind.cedula'), value: 'cedula' },
          { title: copy('card.kind.foreigner'), value: 'foreigner' },
        ],
      },
      {
        type: 'Input.Text',
        id: 'document',
        label: copy('card.document.label'),
        placeholder: copy('card.document.placeholder'),
        value: entry.document,
        maxLength: 60,
        isRequired: true,
        errorMessage: copy('card.document.error'),
      },
      {
        type: 'Input.Text',
        id: 'ruc',
        label: copy('card.ruc.label'),
        placeholder: copy('card.ruc.placeholder'),
        value: entry.ruc,
        style: 'Tel',
        maxLength: 60,
      },
      {
        type: 'Input.Text',
        id: 'branch',
        label: copy('card.branch.label'),
        value: entry.branch,
        style: 'Tel',
        maxLength: 60,
      },
      {
        type: 'Input.Toggle',
        id: 'domestic',
        title: copy('card.domestic.title'),
        value: entry.employer === 'domestic' ? 'true' : 'false',
        wrap: true,
      },
    ],
    actions: [{ type: 'Action.Submit', title: copy('card.claim.send'), style: 'positive', data }],
  };
}
