import { createServer, plugins } from 'restify';

/** What HTTP and JSON cost without any bot. */
const server = createServer();
server.use(plugins.bodyParser());
server.post('/api/messages', (_request, response, next) => {
  response.send(200);
  next();
});
server.listen(Number(process.env['PORT']));
