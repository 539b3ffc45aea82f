// The servers that a test may harm: frozen they keep connections and answer nothing, thawed they go
// on.
import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { useOwnServers } from '../support/own-servers.js';
import { holds, until } from '../support/until.js';

const servers = useOwnServers();

test('a frozen Redis answers nothing, and everything once it is thawed', async () => {
  const redis = new Redis(servers.redisUrl);
  try {
    expect(await redis.ping()).toBe('PONG');
    servers.freeze('redis');
    let answer: string | undefined;
    const asked = redis.ping().then((pong) => {
      answer = pong;
    });
    await holds('silent', () => answer === undefined, 200);
    servers.thaw('redis');
    await asked;
    await until('the answer', () => answer === 'PONG');
  } finally {
    redis.disconnect();
  }
});
