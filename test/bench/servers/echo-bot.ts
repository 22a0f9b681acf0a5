import { ActivityHandler, MessageFactory } from 'botbuilder';
import { serveStock } from './stock-wiring';

/** The library's echo sample. */
class EchoBot extends ActivityHandler {
  constructor() {
    super();
    this.onMessage(async (context, next) => {
      const text = `Echo: ${context.activity.text}`;
      await context.sendActivity(MessageFactory.text(text, text));
      await next();
    });
  }
}

serveStock(new EchoBot());
