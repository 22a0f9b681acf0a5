import { escapeHtml } from '../../../i18n/escape-html';

/**
 * Fills `{{name}}` with escaped text and `{{{name}}}` with text that is already safe HTML.
 * @throws Error for a name without a value, which is a bug and shows on the first request
 */
export function fillPageTemplate(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{\{\{([\w.-]+)\}\}\}|\{\{([\w.-]+)\}\}/g, (_, raw: string | undefined, escaped: string) => {
    const name = raw ?? escaped;
    const value = values[name];
    if (value === undefined) throw new Error(`The page template needs a value for "${name}"`);
    return raw === undefined ? escapeHtml(value) : value;
  });
}

/** Returns JSON for a script element of type `application/json`, escaped so that it cannot close the element. */
export const jsonForScript = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');
