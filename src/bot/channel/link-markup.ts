import { withoutLinks } from '../../domain/reading/links';

/** Slack's references to people, channels and groups: `<@U012AB3CD>`, `<#C012AB3CD|general>`, `<!here>`. */
const REFERENCE =
  /<(?:@[UW][A-Z\d]+|#[CDG][A-Z\d]+|!(?:here|channel|everyone|subteam\^|date\^)[^<>|]*)(?:\|([^<>]*))?>/g;

/** Replaces each link by what it shows, and each reference by its name, if it has one. */
export const withoutLinkMarkup = (text: string): string =>
  withoutLinks(text).replace(REFERENCE, (_reference, name: string | undefined) => name ?? '');
