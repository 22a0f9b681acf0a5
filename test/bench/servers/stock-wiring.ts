import { CloudAdapter, ConfigurationBotFrameworkAuthentication, type ActivityHandler } from 'botbuilder';
import { createServer, plugins } from 'restify';

/** A bot behind restify, wired as the library's samples do. */
export function serveStock(bot: ActivityHandler): void {
  const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
  adapter.onTurnError = async (context, error) => {
    process.stderr.write(`${error.message}\n`);
    await context.sendActivity('The bot encountered an error or bug.');
  };

  const server = createServer();
  server.use(plugins.bodyParser());
  server.post('/api/messages', async (request, response) => {
    await adapter.process(request, response, (context) => bot.run(context));
  });
  server.listen(Number(process.env['PORT']));
}
