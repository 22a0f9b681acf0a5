import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { freePort } from '../support/redis/redis-server';
import { runCommand } from '../support/processes/run-command';
import { startService, type RunningService } from '../support/http/running-service';
import { setKeyByLink } from '../support/http/set-key';
import { startChatCommand } from '../support/processes/chat-command';

interface StubResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const respondWith =
  ({ body = '', headers = {}, status = 200 }: Partial<StubResponse>): RequestListener =>
  (_request, response) => {
    response.statusCode = status;
    response.setHeaders(new Map(Object.entries(headers)));
    response.end(body);
  };

let service: RunningService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const chat = (...args: readonly string[]) => runCommand('chat', { args: ['--url', service.url, ...args] });

describe('npm run chat with typed input', () => {
  it('typed input leads through a whole recovery, and the chat shows the notification that the new key is set', async () => {
    const terminal = startChatCommand('--url', `${service.url}/`);
    await terminal.waitForText('Hola. Soy el asistente virtual');
    await terminal.waitForText('  1  Recuperar mi clave');
    terminal.type('1');
    await terminal.waitForText('¿Cuál es la cédula del empleador?');
    // The prompt expects a number. Choices are marked with a slash to tell them apart.
    await terminal.waitForText('  /1  No tengo cédula (extranjeros)');
    terminal.type('2459999013');
    await terminal.waitForText('  /1  2459999013001');
    terminal.type('/1');
    await terminal.waitForText('¿Qué número de sucursal?');
    terminal.type('1');
    await terminal.waitForText('- Cédula: 2459999013\n- RUC: 2459999013001\n- Sucursal: 0001\n');
    await terminal.waitForText('  1  Sí');
    terminal.type('1');
    await terminal.waitForText('Le envié un código a n•••@example.com.');
    terminal.type(await service.code());
    await terminal.waitForText('El código es correcto.');
    await setKeyByLink(service.url, await service.link());
    await terminal.waitForText(
      'Listo: su nueva clave ya funciona. Entre en www.iess.gob.ec › Trámites Virtuales › Empleadores.',
    );
    terminal.type('/salir');
    expect(await terminal.waitForExit()).toBe(0);
  });

  it('piped lines are sent one by one, each after the answer to the one before', async () => {
    const { stdout, stderr, code } = await runCommand('chat', {
      args: ['--url', service.url, '--lang', 'en'],
      inputLines: ['4', '2459999096 2459999096001 1', '2', ''],
    });
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    const expectedOrder = ['What do you need?', '> 4\n\nCall IESS:', '> 2459999096', '> 2\n'];
    const positions = expectedOrder.map((words) => stdout.indexOf(words));
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
    expect(positions).not.toContain(-1);
    // At the summary, `2` meant its second choice.
    expect(stdout.slice(positions.at(-1))).toContain('cédula');
  });
});

describe('npm run chat with a script', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'script-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const write = (...lines: readonly string[]) => {
    const file = join(folder, 'script.txt');
    writeFileSync(file, lines.join('\n'));
    return file;
  };
  const mails = async () => ((await (await fetch(`${service.url}/buzon/messages`)).json()) as unknown[]).length;

  it('the script of local mode is played to the end, with the code of the mail', async () => {
    const before = await mails();
    const { stdout, stderr, code } = await chat('--script', 'deploy/smoke/local.txt');
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(stdout).toMatch(/local\.txt: all \d+ expected messages were received\.\n$/);
    expect(await mails()).toBe(before + 2);
  });

  it('the script for deployments is played, which sends no mail', async () => {
    const before = await mails();
    const { stderr, code } = await chat('--script', 'deploy/smoke/deployment.txt');
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(await mails()).toBe(before);
  });

  it('a script fails when the bot says something else, and shows the expected and the actual text', async () => {
    const file = write('Hola. Soy *', '> Contacto', '# remark', '', 'Llame a: *');
    const { stderr, code } = await chat('--script', file);
    expect(code).toBe(1);
    expect(stderr).toContain(
      `${file}, line 5: the bot said something else.\n  expected  Llame a: *\n  said      Llame al`,
    );
  });

  it.each([
    ['before the next input', ['Hola. Soy *', '> Contacto', 'Llame *', '> hola', '¿Qué necesita?'], 4],
    ['at the end', ['Hola. Soy *', '> Contacto', 'Llame *'], 3],
  ])('a script fails when the bot says more than it has %s', async (_when, lines, number) => {
    const { stderr, code } = await chat('--script', write(...lines));
    expect(code).toBe(1);
    expect(stderr).toContain(`line ${number}: unexpected extra message.\n  said      ¿Qué necesita?\n`);
  });

  it('a star in a script matches any text, and every other character only itself', async () => {
    const { stderr, code } = await chat('--script', write('Hola! *'));
    expect({ stderr, code }).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Hola. Soy') as string,
    });
    expect((await chat('--script', write('*necesita?'))).code).toBe(0);
    expect((await chat('--script', write('*necesita'))).code).toBe(1);
  });

  it.each([
    ['a script that checks nothing', ['> hola'], 'The script has no line that the bot must say.'],
    ['a missing script', undefined, 'Cannot read nowhere.txt.'],
  ])('the command refuses %s', async (_what, lines, words) => {
    const { stdout, stderr, code } = await chat('--script', lines ? write(...lines) : 'nowhere.txt');
    expect({ stdout, stderr, code }).toEqual({ stdout: '', stderr: `${words}\n`, code: 1 });
  });

  it.each([
    [['--lang', 'fr'], '--lang is es or en.'],
    [['--url', 'chat.example.org'], '--url is an http or https address.'],
    [['--script'], "'--script <value>' argument missing"],
    [['--hurry'], "Unknown option '--hurry'"],
  ])('the command shows its usage for the arguments %j', async (args, words) => {
    const { stderr, code } = await chat(...args);
    expect(code).toBe(1);
    expect(stderr).toContain(words);
    expect(stderr).toContain('npm run chat -- [--url https://host]');
  });
});

describe('npm run chat with a faulty or different service', () => {
  const servers: Server[] = [];
  const serve = async (answer: RequestListener) => {
    const server = createServer(answer).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  afterAll(() => {
    for (const server of servers) server.close();
  });
  const stderrOf = async (url: string, ...args: readonly string[]) => {
    const run = await runCommand('chat', { args: ['--url', url, ...args] });
    expect({ stdout: run.stdout, code: run.code }).toEqual({ stdout: '', code: 1 });
    return run.stderr;
  };

  it('the command reports that no server listens at the address', async () => {
    const url = `http://localhost:${await freePort()}`;
    expect(await stderrOf(url)).toBe(
      `Cannot reach ${url}: nothing listens there. Start the service with npm start, or name another with --url.\n`,
    );
  });

  it.each<[string, Partial<StubResponse>, string]>([
    ['a rate limit', { status: 429, headers: { 'Retry-After': '540' } }, 'Try again in 9 minutes.'],
    ['a service that is not ready', { status: 503, headers: { 'Retry-After': '5' } }, 'Try again in 5 seconds.'],
    ['a service of another kind', { status: 404 }, 'does not offer the chat: /api/token is missing.'],
    ['an unexpected response', { body: '<html>' }, 'answers, but not as this service does.'],
    ['an internal error', { status: 500 }, 'answers with the status 500.'],
    [
      'a redirect to another origin',
      { status: 308, headers: { Location: 'https://b.example.org/x' } },
      'to https://b.example.org: give',
    ],
  ])('the command reports %s', async (_which, answer, words) => {
    expect(await stderrOf(await serve(respondWith(answer)))).toContain(words);
  });

  it('the command reports a missing local mailbox before the conversation begins', async () => {
    const url = await serve(respondWith({ status: 404 }));
    expect(await stderrOf(url, '--script', 'deploy/smoke/local.txt')).toContain(`${url} has no local mailbox`);
  });

  /** Starts a Direct Line server that returns the feed once, and records the requests. */
  const serveDirectLine = async (feed: readonly object[], expires_in = 1_800) => {
    const requests: string[] = [];
    const directLineUrl = await serve((request, response) => {
      const { headers, method = '', url = '' } = request;
      requests.push(`${method} ${url} ${headers.authorization ?? ''}`);
      const activities = { activities: url.endsWith('watermark=') ? feed : [], watermark: '3' };
      const connection = { conversationId: 'a/b', id: '1', token: 'T2', expires_in: 1_800 };
      response.end(JSON.stringify(method === 'GET' ? activities : connection));
    });
    const tokenResponse = { token: 'T', expires_in, userId: 'dl_me', domain: `${directLineUrl}/v3/directline` };
    return { url: await serve(respondWith({ body: JSON.stringify(tokenResponse) })), requests };
  };
  const BOT = { type: 'message', from: { id: 'bot' } };
  const leave = (url: string) => runCommand('chat', { args: ['--url', url], inputLines: ['/exit'] });

  it('the command uses the Direct Line server that the service names, and shows only the messages of the bot', async () => {
    const { requests, url } = await serveDirectLine([
      { ...BOT, from: { id: 'dl_me' }, text: 'said by me' },
      { ...BOT, type: 'typing' },
      { ...BOT, text: '**Hola**, [escriba](mailto:a@b.org) o [lea](https://b.org)\u001b[2J' },
    ]);
    const { stdout, code } = await leave(url);
    const screen = expect.stringMatching(
      /picks it\n\nHola, escriba: a@b\.org o lea: https:\/\/b\.org\[2J\n\n> \/exit\n$/,
    ) as string;
    expect({ stdout, code }).toEqual({ stdout: screen, code: 0 });
    expect(requests.slice(0, 2)).toEqual([
      'POST /v3/directline/conversations Bearer T',
      'GET /v3/directline/conversations/a%2Fb/activities?watermark= Bearer T',
    ]);
  });

  it('each message has an id of its own, so that a repeated one is recognised', async () => {
    const bodies: string[] = [];
    let answered = 0;
    const directLineUrl = await serve((request, response) => {
      void text(request).then((body) => {
        if (request.method === 'POST' && request.url?.endsWith('/activities')) bodies.push(body);
        const activities = request.method === 'GET' && answered < bodies.length ? [{ ...BOT, text: 'sí' }] : [];
        answered += activities.length;
        response.end(JSON.stringify({ conversationId: 'a', activities }));
      });
    });
    const tokenResponse = { token: 'T', expires_in: 1_800, userId: 'dl_me', domain: directLineUrl };
    const url = await serve(respondWith({ body: JSON.stringify(tokenResponse) }));
    await runCommand('chat', { args: ['--url', url], inputLines: ['hola', 'hola', '/exit'] });
    const sentIds = bodies.map(
      (body) => (JSON.parse(body) as { channelData: { clientActivityID: string } }).channelData,
    );
    expect(sentIds).toEqual([{ clientActivityID: '1' }, { clientActivityID: '2' }]);
  });

  it('choices are marked with a slash when the bot does not say whether it expects a number', async () => {
    const suggestedActions = { actions: [{ type: 'imBack', title: 'Sí', value: 'sí' }] };
    const { url } = await serveDirectLine([{ ...BOT, text: '¿Sí?', suggestedActions, channelData: { other: 1 } }]);
    expect((await leave(url)).stdout).toContain('\n  /1  Sí\n');
  });

  it('the command refreshes its token before it expires', async () => {
    const { requests, url } = await serveDirectLine([], 0.001);
    expect((await leave(url)).code).toBe(0);
    expect(requests.slice(1, 3)).toEqual([
      'POST /v3/directline/tokens/refresh Bearer T',
      'GET /v3/directline/conversations/a%2Fb/activities?watermark= Bearer T2',
    ]);
  });
});
