import { createZxcvbnAccessKeyStrength } from '../../src/adapters/zxcvbn/access-key-strength';
import { Sensitive } from '../../src/domain/sensitive';
import { accessKeyRules } from '../../src/policy/recovery';
import { fillKey, GOOD_KEY, openKeyForm, press, waitForHeading } from '../support/browser/reset-page-steps';
import { useResetPage } from '../support/browser/reset-page-visits';
import { describeWith } from '../support/jest/required-tools';

describeWith(['chromium'], 'the form for the new key in a browser', () => {
  const reset = useResetPage();
  beforeEach(() => openKeyForm(reset.person.page, reset.link()));

  it('the fault of a key is shown at its field, whether browser or server finds it, and a better key is accepted', async () => {
    const { page } = reset.person;
    const fault = page.locator('#key-fault');
    await fillKey(page, 'corta');
    await press(page, 'Guardar la clave');
    await fault.getByText('12 caracteres').waitFor();
    for (const [key, text] of [
      ['qwertyuiop12', 'fácil de adivinar'],
      ['xx1710034065xx', 'contiene su RUC'],
      ['la clave de siempre', 'clave anterior'],
    ] as const) {
      await fillKey(page, key);
      await press(page, 'Guardar la clave');
      await fault.getByText(text).waitFor();
      expect(await page.locator('#key').getAttribute('aria-invalid')).toBe('true');
      expect(await page.evaluate('document.activeElement.id')).toBe('key');
    }
    await fillKey(page, GOOD_KEY);
    await press(page, 'Guardar la clave');
    await waitForHeading(page, 'Su nueva clave está lista');
  });

  it('a fault goes when the text that has it is changed', async () => {
    const { page } = reset.person;
    const [fault, repeatFault] = [page.locator('#key-fault'), page.locator('#repeat-fault')];
    await fillKey(page, 'corta', 'otra');
    await press(page, 'Guardar la clave');
    await fault.getByText('12 caracteres').waitFor();
    await repeatFault.getByText('no son iguales').waitFor();
    await page.locator('#key').fill(GOOD_KEY);
    expect(await fault.textContent()).toBe('');
    expect(await repeatFault.textContent()).not.toBe('');
    await page.locator('#repeat').fill(GOOD_KEY);
    expect(await repeatFault.textContent()).toBe('');
    expect(await page.locator('#repeat').getAttribute('aria-invalid')).toBe('false');
  });

  it('the list marks each rule as met or broken, and leaves the rules that only the server checks unmarked', async () => {
    const { page } = reset.person;
    const states = () =>
      page.locator('[data-rule]').evaluateAll((rules) => rules.map((rule) => rule.getAttribute('data-state')));
    const settle = (rule: string, state: string) =>
      page.locator(`[data-rule="${rule}"][data-state="${state}"]`).waitFor();
    await fillKey(page, 'IESS12345678', 'otra');
    await settle('repeat', 'broken');
    expect(await states()).toEqual(['met', 'broken', 'open', 'server', 'broken']);
    await fillKey(page, GOOD_KEY);
    await settle('repeat', 'met');
    expect(await states()).toEqual(['met', 'server', 'met', 'server', 'met']);

    // Notes repeat the marks for screen readers. Only the notes of rules that the server checks are visible.
    const noted = await page.locator('[data-rule]').evaluateAll((rules) =>
      rules.map((rule) => {
        const width = rule.querySelector('.rule-note')?.getBoundingClientRect().width ?? 0;
        return width > 1 ? rule.getAttribute('data-state') : 'visually-hidden';
      }),
    );
    expect(noted).toEqual(['visually-hidden', 'server', 'visually-hidden', 'server', 'visually-hidden']);
  });

  it.each([
    ['contraseñasegura', 'strength', 'débil'],
    ['la clave de siempre', 'different', undefined],
    ['caballo 1710034065 grapa', 'own-data', undefined],
  ])('the verdict of the server on "%s" is shown whenever that key is typed', async (key, rule, strength) => {
    const { page } = reset.person;
    await fillKey(page, key);
    await page.locator('[data-rule="repeat"][data-state="met"]').waitFor();
    expect(await page.locator(`[data-rule="${rule}"]`).getAttribute('data-state')).not.toBe('broken');
    await press(page, 'Guardar la clave');
    await page.locator(`[data-rule="${rule}"][data-state="broken"]`).waitFor();
    if (strength !== undefined) expect(await page.locator('#score').textContent()).toBe(strength);
    await page.locator('#key').fill(GOOD_KEY);
    const freed = rule === 'strength' ? 'met' : 'server';
    await page.locator(`[data-rule="${rule}"][data-state="${freed}"]`).waitFor();
    await page.locator('#key').fill(key);
    await page.locator(`[data-rule="${rule}"][data-state="broken"]`).waitFor();
  });

  it('the rules are shown above the fields', async () => {
    const ids = await reset.person.page
      .locator('#key-form :is(#key, #repeat, #rules, #save)')
      .evaluateAll((elements) => elements.map(({ id }) => id));
    expect(ids).toEqual(['rules', 'key', 'repeat', 'save']);
  });

  it('the strength is shown only when a key was measured', async () => {
    const { page } = reset.person;
    const meter = page.locator('.strength');
    expect(await meter.innerText()).toBe('');
    await fillKey(page, GOOD_KEY);
    await page.getByText('muy buena').waitFor();
    await fillKey(page, '');
    await page.locator('.strength[data-score="none"]').waitFor();
    expect(await meter.innerText()).toBe('');
  });

  it('a key of one repeated word is shown as weak', async () => {
    const { page } = reset.person;
    await fillKey(page, 'quispe quispe quispe');
    await page.locator('#score').getByText('débil').waitFor();
    expect(await page.locator('[data-rule="strength"]').getAttribute('data-state')).toBe('open');
  });

  it.each(['trabajadores2023', 'bienvenidosquito', 'rosarioguerrero'])(
    'the Spanish key "%s", which the server refuses, is not shown as strong enough',
    async (key) => {
      const { page } = reset.person;
      const server = createZxcvbnAccessKeyStrength({ maxLength: accessKeyRules.maximum });
      expect(server.score(new Sensitive(key), [])).toBeLessThan(accessKeyRules.score);
      await fillKey(page, key);
      await page.locator('.strength:not([data-score="none"])').waitFor();
      expect(Number(await page.locator('.strength').getAttribute('data-score'))).toBeLessThan(accessKeyRules.score);
      expect(await page.locator('[data-rule="strength"]').getAttribute('data-state')).toBe('open');
    },
  );

  it.each([' ', '\u00a0'])('spaces at the ends of the key are warned of, and are no fault (%j)', async (space) => {
    const { page } = reset.person;
    const warning = page.getByRole('status').getByText('empieza o termina con un espacio');
    await fillKey(page, `${GOOD_KEY}${space}`);
    await warning.waitFor();
    await page.locator('#key').fill(GOOD_KEY);
    await warning.waitFor({ state: 'detached' });
    await fillKey(page, `${space}${GOOD_KEY}`);
    await warning.waitFor();
    await press(page, 'Guardar la clave');
    await waitForHeading(page, 'Su nueva clave está lista');
  });

  it('password managers get a user name that tells the employer, and nobody else meets the field', async () => {
    const { page } = reset.person;
    const field = page.locator('#username');
    expect(await field.inputValue()).toBe('17•••••065001-0002');
    expect(await field.getAttribute('autocomplete')).toBe('username');
    expect(await page.locator('#key-form input').first().getAttribute('id')).toBe('username');
    expect(await page.getByRole('textbox').count()).toBe(2);
    await page.locator('h1:visible').focus();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.id')).toBe('key');
  });

  it('a key can be pasted', async () => {
    const { page } = reset.person;
    await page.getByLabel('Nueva clave', { exact: true }).fill(GOOD_KEY);
    // Browsers refuse to copy from a password field.
    await press(page, 'Mostrar la nueva clave');
    await page.locator('#key').press('ControlOrMeta+A');
    await page.locator('#key').press('ControlOrMeta+C');
    await page.locator('#repeat').press('ControlOrMeta+V');
    expect(await page.locator('#repeat').inputValue()).toBe(GOOD_KEY);
  });
});
