import type { PageFailure, ResetPageData } from '../../http/routes/reset/page-data';
import { showDeadEnd, showDone, type DeadEnd } from './dead-ends';
import { createActionButton } from './action-button';
import { fetchSession, postLinkToken, postKey, type ResetCallResult, type RunningSession } from './reset-api';
import { startSessionCountdown, type SessionCountdown } from './session-countdown';
import { showEmployer } from './employer-box';
import { findElement } from '../find-element';
import { createKeyForm } from './key-form/key-form';
import { forgetLinkToken, takeLinkToken } from './link-token';
import { createFailureNotices, waitOf } from './failure-notices';
import { createResetLocalizer } from './localizer';
import { watchOtherTabs } from './other-tabs';
import { isViewShown, showView } from './views';

/** How the page can end. */
type End = DeadEnd | 'done' | 'done-earlier';

start(JSON.parse(findElement('#data', HTMLScriptElement).text) as ResetPageData);

/**
 * Runs the reset page: exchanges the link after "Continuar", then sets the key in the session. One view at a time shows what happened and
 * what to do next.
 */
function start(data: ResetPageData): void {
  const texts = createResetLocalizer(data);
  const notices = createFailureNotices(texts);
  const retry = findElement('#retry', HTMLButtonElement);
  if (data.failure !== undefined) {
    showDeadEnd(texts, data.failure.kind, waitOf(data.failure));
    // The token stays in the URL's fragment, so that the reloaded page finds it.
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

  const leaveForm = () => {
    countdown?.stop();
    form.clear();
  };

  const end = (how: End) => {
    leaveForm();
    if (how === 'done' || how === 'done-earlier') showDone(texts, how);
    else showDeadEnd(texts, how);
  };

  const replaceView = (failure: PageFailure) => {
    showDeadEnd(texts, failure.kind, waitOf(failure));
  };

  const run = (session: RunningSession) => {
    countdown?.stop();
    showEmployer(session);
    countdown = startSessionCountdown(session.secondsLeft, texts, () => {
      end('session-ended');
    });
    form.begin();
    showView('form');
  };

  const begin = async () => {
    token = takeLinkToken();
    if (token === undefined) {
      await resume('no-link');
      return;
    }
    leaveForm();
    showView('intro');
  };

  /** Resumes the session of this browser, after a reload or when the link was opened in another tab. */
  const resume = async (endWhenGone: End) => {
    showView('loading');
    const result = await fetchSession();
    handle(result, endWhenGone, replaceView);
  };

  const open = async (link: string) => {
    const result = await postLinkToken(link);
    if (!isFailure(result)) forgetLinkToken();
    // The session of this browser tells more, since the link may have been opened in it.
    if (result.kind === 'gone') await resume('link-invalid');
    else if (result.kind === 'done-earlier') end((await fetchSession()).kind === 'done' ? 'done' : 'done-earlier');
    else handle(result, 'link-invalid', notices.showWarning);
  };

  const save = async (key: string) => {
    const result = await postKey(key, texts.locale());
    if (result.kind === 'done') tabs.announceEnd();
    handle(result, 'session-ended', notices.showWarning);
  };

  const handle = (result: ResetCallResult, endWhenGone: End, onFailure: (failure: PageFailure) => void) => {
    notices.clearWarnings();
    switch (result.kind) {
      case 'running':
        run(result.session);
        return;
      case 'done':
      case 'done-earlier':
        end(result.kind);
        return;
      case 'refused':
        form.showFaults(result.faults);
        return;
      case 'gone':
        end(endWhenGone);
        return;
      case 'rate-limited':
      case 'unavailable':
        onFailure(result);
        return;
    }
  };

  const tabs = watchOtherTabs(async () => {
    if (!isViewShown('form')) return;
    const { kind } = await fetchSession();
    if (kind === 'done') end('done');
    if (kind === 'gone') end('session-ended');
  });

  findElement('#continue', HTMLButtonElement).addEventListener('click', () => {
    const link = token;
    if (link !== undefined) void opening(() => open(link));
  });
  retry.addEventListener('click', () => void resume('no-link'));
  // Pasting a second link over the first changes only the fragment, which does not reload the page.
  addEventListener('hashchange', () => {
    if (!isViewShown('loading')) void begin();
  });
  void begin();
}

const isFailure = ({ kind }: ResetCallResult): boolean => kind === 'rate-limited' || kind === 'unavailable';
