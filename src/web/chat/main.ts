import type { ChatPageData } from '../../http/routes/widget/chat-page-data';
import { findElement } from '../find-element';
import { createWebChatConnection } from './web-chat/web-chat-connection';
import { reconnectOnReturn } from './connection/reconnect-on-return';
import { createChatConnection } from './connection/chat-connection';
import { foldChoices } from './page/choice-fold';
import { markMoreBelow } from './page/more-below';
import { createCountdownBar } from './page/countdown-bar';
import { createDirectLineApi } from './connection/direct-line-api';
import { readPageHints } from './page/read-page-hints';
import { connectEmbeddingPage } from './page/embedding-page';
import { createConversationStorage } from './connection/stored-conversation';
import { nameRegions } from './page/region-names';
import { createMessageScroll } from './page/message-scroll';
import { createSendBox } from './page/send-box';
import { createServerClock } from './page/server-clock';
import { toWebChatActivity } from './web-chat/web-chat-activity';
import { createStatusBar } from './page/status-bar';
import { createConversationSession } from './connection/conversation-session';
import { createChatLocalizer } from './page/localizer';
import { installSocketObserver } from './connection/socket-observer';
import { createWebChatView } from './web-chat/web-chat-view';
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

  texts.onChange(() => {
    embeddingPage.setLanguage(texts.locale);
  });

  const scrollToMessage = createMessageScroll(chat);

  const updatePage = (activity: WebChatActivity) => {
    if (activity.type !== 'message') return;
    if (activity.from?.role === 'user') {
      status.set('new-conversation', false);
      return;
    }
    const hints = readPageHints(activity);
    if (hints !== undefined) {
      sendBox.setExpectedInput(hints.expects);
      view.ask(hints.asks);
      countdown.show(hints.countdown);
    }
    texts.changeLocale(activity.locale ?? '');
    if (Date.parse(activity.timestamp ?? '') <= loadedAt) return;
    embeddingPage.countUnread();
    // Messages may arrive before Web Chat has loaded and can show them.
    void webChat.then(() => {
      scrollToMessage(activity);
    });
  };

  const observeSockets = installSocketObserver();
  const webChat = loadWebChat(script).catch(() => {
    status.set('failed', true);
    chat.replaceChildren();
    return new Promise<WebChat>(() => undefined);
  });
  const bot = createWebChatConnection(() => connection);
  const view = createWebChatView({ chat, texts, directLine: bot, nonce: script.nonce });
  nameRegions(chat, texts);
  foldChoices(chat, texts);
  markMoreBelow(chat);
  const connection = createChatConnection({
    session: createConversationSession({
      api: createDirectLineApi(data.tokenUrl, () => texts.locale),
      storage: createConversationStorage(() => sessionStorage),
      onGone() {
        status.set('new-conversation', true);
        countdown.show(null);
        sendBox.setExpectedInput('text');
        view.ask(undefined);
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

  void webChat.then((loaded) => {
    view.show(loaded);
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
