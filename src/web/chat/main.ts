import type { ChatPageData } from '../../http/routes/widget/chat-page-data';
import { findElement } from '../find-element';
import { createWebChatConnection } from './web-chat/web-chat-connection';
import { reconnectOnReturn } from './connection/reconnect-on-return';
import { createChatConnection } from './connection/chat-connection';
import { createCountdownBar } from './page/countdown-bar';
import { createDirectLineApi } from './connection/direct-line-api';
import { readPageHints } from './page/read-page-hints';
import { connectEmbeddingPage } from './page/embedding-page';
import { createConversationStorage } from './connection/stored-conversation';
import { styleOptions } from './web-chat/style-options';
import { renderMarkdown } from './web-chat/render-markdown';
import { createNotificationScroll } from './page/notification-scroll';
import { createSendBox } from './page/send-box';
import { createServerClock } from './page/server-clock';
import { toWebChatActivity } from './web-chat/web-chat-activity';
import { createStatusBar } from './page/status-bar';
import { createConversationSession } from './connection/conversation-session';
import { createChatLocalizer } from './page/localizer';
import { installSocketObserver } from './connection/socket-observer';
import { loadWebChat, type WebChatActivity, type WebChat } from './web-chat/web-chat';

start(JSON.parse(findElement('#data', HTMLScriptElement).text) as ChatPageData);

/** Connects to the service at once, and renders Web Chat, which is large, when it has loaded. */
function start(data: ChatPageData): void {
  document.documentElement.classList.toggle('standalone', window.parent === window);
  const chat = findElement('#chat', HTMLElement);
  const script = findElement('#web-chat', HTMLScriptElement);
  const texts = createChatLocalizer(data);
  const now = createServerClock(data.now);
  const status = createStatusBar(texts);
  const sendBox = createSendBox(chat, { texts, maxLength: data.maxTextLength });
  const countdown = createCountdownBar(texts, now);
  const loadedAt = data.now;

  const embeddingPage = connectEmbeddingPage({
    allowedOrigins: data.parentOrigins,
    onOpened(focus) {
      if (focus) sendBox.focus();
    },
  });

  const scrollToNotification = createNotificationScroll(chat);

  const updatePage = (activity: WebChatActivity) => {
    if (activity.type !== 'message') return;
    if (activity.from?.role === 'user') {
      status.set('new-conversation', false);
      return;
    }
    const hints = readPageHints(activity);
    if (hints !== undefined) {
      sendBox.setExpectedInput(hints.expects);
      countdown.show(hints.countdown);
    }
    texts.changeLocale(activity.locale ?? '');
    if (Date.parse(activity.timestamp ?? '') <= loadedAt) return;
    embeddingPage.countUnread();
    scrollToNotification(activity);
  };

  const observeSockets = installSocketObserver();
  const webChat = loadWebChat(script).catch(() => {
    status.set('failed', true);
    chat.replaceChildren();
    return new Promise<WebChat>(() => undefined);
  });
  const bot = createWebChatConnection(() => connection);
  const connection = createChatConnection({
    session: createConversationSession({
      api: createDirectLineApi(data.tokenUrl, () => texts.locale),
      storage: createConversationStorage(() => sessionStorage),
      onGone() {
        status.set('new-conversation', true);
        countdown.show(null);
        sendBox.setExpectedInput('text');
      },
    }),
    createClient: async (options) => (await webChat).createDirectLine(options),
    ...(data.directLine === 'azure' && { joining: { type: 'event', name: 'webchat/join', from: { id: 'user' } } }),
    listener: {
      onState(state) {
        status.set('rate-limited', false);
        status.set('reconnecting', state === 'away');
        if (state === 'broken') status.set('failed', true);
      },
      onRateLimited(ms) {
        status.set('rate-limited', true, Math.ceil(ms / 1_000));
      },
      onActivity(activity, conversation) {
        const shown = toWebChatActivity(activity, conversation);
        bot.push(shown);
        updatePage(shown);
      },
    },
    observeSockets,
    repeatedPosts: data.directLine === 'azure' ? 'new-activity' : 'recognized',
    random: Math.random,
  });
  reconnectOnReturn(connection);

  void webChat.then(({ createStore, renderWebChat }) => {
    const store = createStore();
    const render = () => {
      const locale = texts.locale === 'en' ? 'en-US' : 'es-ES';
      const nonce = script.nonce;
      renderWebChat({ directLine: bot, store, locale, nonce, role: 'region', styleOptions, renderMarkdown }, chat);
    };
    texts.onChange(render);
    render();
  });

  const showNetworkState = () => {
    status.set('offline', !navigator.onLine);
  };
  window.addEventListener('online', showNetworkState);
  window.addEventListener('offline', showNetworkState);
  showNetworkState();
  window.addEventListener('keydown', ({ defaultPrevented, isComposing, key }) => {
    if (key === 'Escape' && !defaultPrevented && !isComposing) embeddingPage.requestClose();
  });
}
