import { createRedisActivityFeed } from '../../src/adapters/redis/activity-feed';
import { connectRedis, type RedisClient } from '../../src/adapters/redis/client';
import { Unavailable } from '../../src/ports/errors';
import { FROM_THE_START, type ActivityFeed, type FeedId } from '../../src/ports/activity-feed';
import { policy } from '../../src/recovery/policy';
import { cuttable, type Cuttable } from '../support/cuttable';
import { feedEar, partOf } from '../support/feed-ear';
import { testKeyRing as keyRing } from '../support/key-ring';
import { startRedis, type RedisServer } from '../support/redis-server';
import { describeWith } from '../support/tools';
import { newFeedId, until } from './activity-feed';

const { feed: rules } = policy.chat;

describeWith(['redis-server'], 'an activity feed whose Redis', () => {
  let server: RedisServer;
  let cable: Cuttable;
  let clients: RedisClient[];
  let feed: ActivityFeed;
  /** Of a process that reaches Redis without the cable. */
  let other: ActivityFeed;
  let id: FeedId;
  beforeEach(async () => {
    server = await startRedis();
    cable = await cuttable(server.port);
    clients = [];
    [feed, other] = [await open(cable.port), await open(server.port)];
    id = newFeedId();
    await other.start(id);
  });
  afterEach(async () => {
    disconnect();
    await cable.stop();
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
    one.keep(id).then(
      () => true,
      () => false,
    );
  const subscribed = () => clients[2]?.pubsub('CHANNELS', 'feed:*');

  it('is out of reach tells those who follow once it is back, and of what was added meanwhile', async () => {
    const [stays, leaves] = [feedEar(), feedEar()];
    await feed.follow(id, stays);
    const leave = await feed.follow(newFeedId(), leaves);
    for (const [round, activity] of ['one', 'two'].entries()) {
      await cable.cut();
      await other.append(id, activity);
      if (round === 0) leave();
      await cable.mend();
      await stays.until(() => stays.news() === round + 1);
      await until(() => isReached(feed));
      expect(partOf(await feed.read(id, FROM_THE_START)).entries.at(-1)?.activity).toBe(activity);
      expect(await subscribed()).toHaveLength(1);
    }
    expect(leaves.news()).toBe(0);
  });

  it('is down refuses every step at once, but a whisper, and serves again when Redis is back', async () => {
    const early = feedEar();
    await feed.follow(id, early);
    await server.stop();
    const refused = [
      () => feed.start(id),
      () => feed.append(id, 'lost'),
      () => feed.read(id, FROM_THE_START),
      () => feed.keep(id),
      () => feed.follow(newFeedId(), feedEar()),
    ];
    for (const step of refused) {
      const error: unknown = await step().catch((cause: unknown) => cause);
      expect(error).toBeInstanceOf(Unavailable);
      expect(error).toMatchObject({ port: 'redis' });
    }
    await feed.whisper(id, 'told to nobody');

    await server.restart();
    await early.until(() => early.news() === 1);
    await until(() => isReached(feed));
    await until(() => isReached(other));
    await other.start(id);
    const late = feedEar();
    await feed.follow(id, late);
    await other.append(id, 'one');
    await Promise.all([late.until(() => late.news() === 1), early.until(() => early.news() === 2)]);
  });

  it('falls silent without a word is asked, given up, and found again elsewhere', async () => {
    const ear = feedEar();
    await feed.follow(id, ear);
    const successor = await startRedis();
    try {
      cable.leadTo(successor.port);
      server.freeze();
      await ear.until(() => ear.news() === 1);
      const there = await open(successor.port);
      await there.start(id);
      await there.append(id, 'one');
      await ear.until(() => ear.news() === 2);
    } finally {
      disconnect();
      await successor.stop();
    }
  });
});
