import type { PageRefusal, ResetPageData } from '../../http/reset/words';
import { createAction } from './action-button';
import { lookUpSession, openLink, setKey, type Outcome, type Running } from './calls';
import { startCountdown, type Countdown } from './countdown';
import { findElement } from '../find-element';
import { createKeyForm } from './key-form';
import { forgetToken, takeToken } from './link-token';
import { createRefusals } from './refusals';
import { createTexts } from './texts';
import { isShown, show, type View } from './views';

start(JSON.parse(findElement('#data', HTMLScriptElement).text) as ResetPageData);

/** Link → "Continuar" → session → key. Whatever happens, one view says what it was and what to do next. */
function start(data: ResetPageData): void {
  const texts = createTexts(data);
  const refusals = createRefusals(texts);
  const retry = findElement('#retry', HTMLButtonElement);
  if (data.refusal !== undefined) {
    refusals.tell(data.refusal);
    // The link stays in the address, from where the next loading takes it.
    retry.addEventListener('click', () => {
      location.reload();
    });
    return;
  }

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
    follow(outcome, otherwise, refusals.tell);
  };

  const open = async (link: string) => {
    const outcome = await openLink(link);
    if (!isRefusal(outcome)) forgetToken();
    if (outcome.kind === 'gone') await resume('gone');
    else follow(outcome, 'gone', refusals.warn);
  };

  const save = async (key: string) => {
    const outcome = await setKey(key);
    follow(outcome, 'over', refusals.warn);
  };

  const follow = (outcome: Outcome, whenGone: View, onRefusal: (refusal: PageRefusal) => void) => {
    refusals.calm();
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
      case 'busy':
      case 'trouble':
        onRefusal(outcome);
        return;
    }
  };

  findElement('#continue', HTMLButtonElement).addEventListener('click', () => {
    const link = token;
    if (link !== undefined) void opening(() => open(link));
  });
  retry.addEventListener('click', () => void resume('no-link'));
  // A second link pasted over the first changes the fragment only: the page is not loaded again.
  addEventListener('hashchange', () => {
    if (!isShown('loading')) void begin();
  });
  void begin();
}

const isRefusal = ({ kind }: Outcome): boolean => kind === 'busy' || kind === 'trouble';
