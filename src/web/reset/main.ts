import type { ResetPageData } from '../../http/reset/words';
import { createAction } from './action-button';
import { lookUpSession, openLink, setKey, type Outcome, type Running } from './calls';
import { startCountdown, type Countdown } from './countdown';
import { findElement } from '../find-element';
import { createKeyForm } from './key-form';
import { forgetToken, takeToken } from './link-token';
import { createTexts } from './texts';
import { isShown, show, type View } from './views';

start(JSON.parse(findElement('#data', HTMLScriptElement).text) as ResetPageData);

/** Link → "Continuar" → session → key. Whatever happens, one view says what it was and what to do next. */
function start(data: ResetPageData): void {
  const texts = createTexts(data);
  const opening = createAction('#continue', texts, { idle: 'page.intro.continue', busy: 'page.intro.opening' });
  const saving = createAction('#save', texts, { idle: 'page.form.save', busy: 'page.form.saving' });
  const form = createKeyForm(texts, data.key, (key) => void saving(() => save(key)));
  let token: string | undefined;
  let countdown: Countdown | undefined;

  const end = (view: View) => {
    countdown?.stop();
    form.clear();
    show(view);
  };

  const run = ({ ruc, secondsLeft }: Running) => {
    countdown?.stop();
    findElement('#ruc', HTMLElement).textContent = ruc;
    countdown = startCountdown(secondsLeft, texts, () => {
      end('over');
    });
    form.begin();
    show('form');
  };

  const begin = async () => {
    token = takeToken();
    if (token === undefined) await resume('no-link');
    else end('intro');
  };

  /** Goes on with the session this browser has: after a reload, or when the link was opened in another tab. */
  const resume = async (otherwise: View) => {
    show('loading');
    const outcome = await lookUpSession();
    follow(outcome, otherwise, () => {
      show('trouble');
    });
  };

  const open = async (link: string) => {
    const outcome = await openLink(link);
    if (outcome.kind !== 'trouble') forgetToken();
    if (outcome.kind === 'gone') await resume('gone');
    else follow(outcome, 'gone', warn);
  };

  const save = async (key: string) => {
    const outcome = await setKey(key);
    follow(outcome, 'over', warn);
  };

  const follow = (outcome: Outcome, whenGone: View, onTrouble: () => void) => {
    warn('calm');
    switch (outcome.kind) {
      case 'running':
        run(outcome.session);
        return;
      case 'done':
        end('done');
        return;
      case 'refused':
        form.refuse(outcome.faults);
        return;
      case 'gone':
        end(whenGone);
        return;
      case 'trouble':
        onTrouble();
        return;
    }
  };

  /** Beside the button that failed: it can be pressed again, and what was typed is still there. */
  const warn = (mood: 'trouble' | 'calm' = 'trouble') => {
    for (const place of document.querySelectorAll<HTMLElement>('[data-trouble]')) {
      texts.put(place, mood === 'trouble' ? 'page.trouble.text' : undefined);
    }
  };

  findElement('#continue', HTMLButtonElement).addEventListener('click', () => {
    const link = token;
    if (link !== undefined) void opening(() => open(link));
  });
  findElement('#retry', HTMLButtonElement).addEventListener('click', () => void resume('no-link'));
  // A second link pasted over the first changes the fragment only: the page is not loaded again.
  addEventListener('hashchange', () => {
    if (!isShown('loading')) void begin();
  });
  void begin();
}
