import { escapeHtml } from '../../../i18n/escape-html';

/**
 * Fills `{{name}}` with escaped text and `{{{name}}}` with text that is already safe where it stands.
 * @throws Error for a name without a value: a fault of ours, found when the page is first shown
 */
export function fillPageTemplate(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{\{\{([\w.-]+)\}\}\}|\{\{([\w.-]+)\}\}/g, (_, raw: string | undefined, escaped: string) => {
    const name = raw ?? escaped;
    const value = values[name];
    if (value === undefined) throw new Error(`The page wants "${name}"`);
    return raw === undefined ? escapeHtml(value) : value;
  });
}

/** JSON for a script element of type `application/json`: nothing in it can end the element. */
export const jsonForScript = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');
