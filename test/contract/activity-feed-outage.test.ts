import { createRedisActivityFeed } from '../../src/adapters/redis/feed/activity-feed';
import { connectRedis, type RedisClient } from '../../src/adapters/redis/client';
import { Unavailable } from '../../src/ports/errors';
import { FEED_START, type ActivityFeed, type FeedId } from '../../src/ports/chat/activity-feed';
import { chatLimits } from '../../src/policy/chat';
import { startCuttableProxy, type CuttableProxy } from '../support/network/cuttable-proxy';
import { createFeedRecorder, liveFeedPart } from '../support/direct-line/feed-recorder';
import { testKeyRing as keyRing } from '../support/secrets/key-rings';
import { startRedis, type RedisServer } from '../support/redis/redis-server';
import { describeWith } from '../support/jest/required-tools';
import { newFeedId } from './suites/activity-feed';
import { waitUntil } from '../support/jest/wait-until';

const { feed: rules } = chatLimits;

describeWith(['redis-server'], 'activity feed during a Redis outage', () => {
  let server: RedisServer;
  let proxy: CuttableProxy;
  let clients: RedisClient[];
  let feed: ActivityFeed;
  /** The feed of a process whose connection does not run through the proxy. */
  let other: ActivityFeed;
  let id: FeedId;
  beforeEach(async () => {
    server = await startRedis();
    proxy = await startCuttableProxy(server.port);
    clients = [];
    [feed, other] = [await open(proxy.port), await open(server.port)];
    id = newFeedId();
    await other.start(id);
  });
  afterEach(async () => {
    disconnect();
    await proxy.stop();
    await server.stop();
  });

  const disconnect = () => {
    clients.splice(0).forEach((client) => {
      client.disconnect();
    });
  };

  async function open(port: number): Promise<ActivityFeed> {
    const connect = () => connectRedis(`redis://127.0.0.1:${port}`, () => undefined);
    const [redis, subscriber] = [await connect(), await connect()];
    clients.push(redis, subscriber);
    return createRedisActivityFeed({ redis, subscriber, keyRing, rules, checkEvery: 50 });
  }

  const isReached = (one: ActivityFeed) =>
    one.keepAlive(id).then(
      () => true,
      () => false,
    );
  const subscribed = () => clients[2]?.pubsub('CHANNELS', 'feed:*');

  it('notifies subscribers after a reconnect, so that they read what was appended meanwhile', async () => {
    const [stays, leaves] = [createFeedRecorder(), createFeedRecorder()];
    await feed.subscribe(id, stays);
    const leave = await feed.subscribe(newFeedId(), leaves);
    for (const [round, activity] of ['one', 'two'].entries()) {
      await proxy.disconnect();
      await other.append(id, activity);
      if (round === 0) leave();
      await proxy.reconnect();
      await stays.waitUntil(() => stays.appendedCount() === round + 1);
      await waitUntil(() => isReached(feed));
      expect(liveFeedPart(await feed.read(id, FEED_START)).entries.at(-1)?.activity).toBe(activity);
      expect(await subscribed()).toHaveLength(1);
    }
    expect(leaves.appendedCount()).toBe(0);
  });

  it('rejects every operation at once except for transient activities, and works again when Redis is back', async () => {
    const early = createFeedRecorder();
    await feed.subscribe(id, early);
    await server.stop();
    const refused = [
      () => feed.start(id),
      () => feed.append(id, 'lost'),
      () => feed.read(id, FEED_START),
      () => feed.keepAlive(id),
      () => feed.subscribe(newFeedId(), createFeedRecorder()),
    ];
    for (const step of refused) {
      const error: unknown = await step().catch((cause: unknown) => cause);
      expect(error).toBeInstanceOf(Unavailable);
      expect(error).toMatchObject({ port: 'redis' });
    }
    await feed.sendTransient(id, 'told to nobody');

    await server.restart();
    await early.waitUntil(() => early.appendedCount() === 1);
    await waitUntil(() => isReached(feed));
    await waitUntil(() => isReached(other));
    await other.start(id);
    const late = createFeedRecorder();
    await feed.subscribe(id, late);
    await other.append(id, 'one');
    await Promise.all([
      late.waitUntil(() => late.appendedCount() === 1),
      early.waitUntil(() => early.appendedCount() === 2),
    ]);
  });

  it('reconnects when Redis stops answering without closing the connection', async () => {
    const recorder = createFeedRecorder();
    await feed.subscribe(id, recorder);
    const successor = await startRedis();
    try {
      proxy.redirectTo(successor.port);
      server.freeze();
      await recorder.waitUntil(() => recorder.appendedCount() === 1);
      const there = await open(successor.port);
      await there.start(id);
      await there.append(id, 'one');
      await recorder.waitUntil(() => recorder.appendedCount() === 2);
    } finally {
      disconnect();
      await successor.stop();
    }
  });
});
