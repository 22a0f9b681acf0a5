import type { PageFailure, ResetPageData } from '../../http/routes/reset/page-data';
import { createActionButton } from './action-button';
import { fetchSession, openLink, setKey, type ResetCallResult, type RunningSession } from './reset-api';
import { startSessionCountdown, type SessionCountdown } from './session-countdown';
import { findElement } from '../find-element';
import { createKeyForm } from './key-form/key-form';
import { forgetLinkToken, takeLinkToken } from './link-token';
import { createFailureNotices } from './failure-notices';
import { createResetLocalizer } from './localizer';
import { isViewShown, showView, type View } from './views';

start(JSON.parse(findElement('#data', HTMLScriptElement).text) as ResetPageData);

/** Link → "Continuar" → session → key. Whatever happens, one view says what it was and what to do next. */
function start(data: ResetPageData): void {
  const texts = createResetLocalizer(data);
  const refusals = createFailureNotices(texts);
  const retry = findElement('#retry', HTMLButtonElement);
  if (data.refusal !== undefined) {
    refusals.replaceView(data.refusal);
    // The link stays in the address, from where the next loading takes it.
    retry.addEventListener('click', () => {
      location.reload();
    });
    return;
  }

  const opening = createActionButton('#continue', texts, { idle: 'page.intro.continue', busy: 'page.intro.opening' });
  const saving = createActionButton('#save', texts, { idle: 'page.form.save', busy: 'page.form.saving' });
  const form = createKeyForm(texts, data.key, (key) => void saving(() => save(key)));
  let token: string | undefined;
  let countdown: SessionCountdown | undefined;

  const end = (view: View) => {
    countdown?.stop();
    form.clear();
    showView(view);
  };

  const run = ({ ruc, secondsLeft }: RunningSession) => {
    countdown?.stop();
    findElement('#ruc', HTMLElement).textContent = ruc;
    countdown = startSessionCountdown(secondsLeft, texts, () => {
      end('over');
    });
    form.begin();
    showView('form');
  };

  const begin = async () => {
    token = takeLinkToken();
    if (token === undefined) await resume('no-link');
    else end('intro');
  };

  /** Goes on with the session this browser has: after a reload, or when the link was opened in another tab. */
  const resume = async (otherwise: View) => {
    showView('loading');
    const outcome = await fetchSession();
    follow(outcome, otherwise, refusals.replaceView);
  };

  const open = async (link: string) => {
    const outcome = await openLink(link);
    if (!isRefusal(outcome)) forgetLinkToken();
    if (outcome.kind === 'gone') await resume('gone');
    else follow(outcome, 'gone', refusals.showWarning);
  };

  const save = async (key: string) => {
    const outcome = await setKey(key);
    follow(outcome, 'over', refusals.showWarning);
  };

  const follow = (outcome: ResetCallResult, whenGone: View, onRefusal: (refusal: PageFailure) => void) => {
    refusals.clearWarnings();
    switch (outcome.kind) {
      case 'running':
        run(outcome.session);
        return;
      case 'done':
        end('done');
        return;
      case 'refused':
        form.showFaults(outcome.faults);
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
    if (!isViewShown('loading')) void begin();
  });
  void begin();
}

const isRefusal = ({ kind }: ResetCallResult): boolean => kind === 'busy' || kind === 'trouble';
