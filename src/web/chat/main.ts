import type { ChatPageData } from '../../http/widget/chat-words';
import { findElement } from '../find-element';
import { createBotConnection } from './bot-connection';
import { connectOnComeback } from './comebacks';
import { createConnection } from './connection';
import { createCountdownBar } from './countdown-bar';
import { createDirectLineCalls } from './direct-line-calls';
import { hintsOf } from './hints';
import { linkHost } from './host-link';
import { createKeeper } from './kept-conversation';
import { look } from './look';
import { renderMarkdown } from './render-markdown';
import { createNewsInView } from './news-in-view';
import { createSendBox } from './send-box';
import { createServerClock } from './server-clock';
import { shownActivity } from './shown-activity';
import { createStatusLine } from './status-line';
import { createStay } from './stay';
import { createTexts } from './texts';
import { installWatchedSockets } from './watched-sockets';
import { loadWebChat, type Activity, type WebChat } from './web-chat';

start(JSON.parse(findElement('#data', HTMLScriptElement).text) as ChatPageData);

/** The way to the service is begun at once; Web Chat, which is large, is drawn when it has come. */
function start(data: ChatPageData): void {
  document.documentElement.classList.toggle('alone', window.parent === window);
  const chat = findElement('#chat', HTMLElement);
  const script = findElement('#web-chat', HTMLScriptElement);
  const texts = createTexts(data);
  const now = createServerClock(data.now);
  const status = createStatusLine(texts);
  const sendBox = createSendBox(chat, { texts, maxLength: data.textLength });
  const countdown = createCountdownBar(texts, now);
  const opened = data.now;

  const host = linkHost({
    parents: data.parents,
    onOpened(focus) {
      if (focus) sendBox.focus();
    },
  });

  const keepNewsInView = createNewsInView(chat);

  const heed = (activity: Activity) => {
    if (activity.type !== 'message') return;
    if (activity.from?.role === 'user') {
      status.set('anew', false);
      return;
    }
    const hints = hintsOf(activity);
    if (hints !== undefined) {
      sendBox.expect(hints.expects);
      countdown.show(hints.countdown);
    }
    texts.speak(activity.locale ?? '');
    if (Date.parse(activity.timestamp ?? '') <= opened) return;
    host.wrote();
    keepNewsInView(activity);
  };

  const watchSockets = installWatchedSockets();
  const webChat = loadWebChat(script).catch(() => {
    status.set('broken', true);
    chat.replaceChildren();
    return new Promise<WebChat>(() => undefined);
  });
  const bot = createBotConnection(() => connection);
  const connection = createConnection({
    stay: createStay({
      calls: createDirectLineCalls(data.tokenUrl, () => texts.locale),
      keeper: createKeeper(() => sessionStorage),
      onGone() {
        status.set('anew', true);
        countdown.show(null);
        sendBox.expect('text');
      },
    }),
    createClient: async (options) => (await webChat).createDirectLine(options),
    ...(data.directLine === 'azure' && { joining: { type: 'event', name: 'webchat/join', from: { id: 'user' } } }),
    listener: {
      onState(state) {
        status.set('busy', false);
        status.set('reconnecting', state === 'away');
        if (state === 'broken') status.set('broken', true);
      },
      onBusy(ms) {
        status.set('busy', true, Math.ceil(ms / 1_000));
      },
      onActivity(activity, conversation) {
        const shown = shownActivity(activity, conversation);
        bot.tell(shown);
        heed(shown);
      },
    },
    watchSockets,
    postedAgain: data.directLine === 'azure' ? 'another' : 'same',
    random: Math.random,
  });
  connectOnComeback(connection);

  void webChat.then(({ createStore, renderWebChat }) => {
    const store = createStore();
    const draw = () => {
      const locale = texts.locale === 'en' ? 'en-US' : 'es-ES';
      const nonce = script.nonce;
      renderWebChat(
        { directLine: bot, store, locale, nonce, role: 'region', styleOptions: look, renderMarkdown },
        chat,
      );
    };
    texts.onChange(draw);
    draw();
  });

  const tellNetwork = () => {
    status.set('offline', !navigator.onLine);
  };
  window.addEventListener('online', tellNetwork);
  window.addEventListener('offline', tellNetwork);
  tellNetwork();
  window.addEventListener('keydown', ({ defaultPrevented, isComposing, key }) => {
    if (key === 'Escape' && !defaultPrevented && !isComposing) host.close();
  });
}
