// The tools that other tests stand on, tried on the real servers: a tool that lies makes every test
// lie.
import { connect, createServer } from 'node:net';
import { Redis } from 'ioredis';
import mongoose from 'mongoose';
import twilio from 'twilio';
import { describe, expect, test } from 'vitest';
import { checkLedger } from '../support/ledger-check.js';
import { startProcess } from '../support/processes.js';
import { useScratch } from '../support/scratch.js';
import { startTcpProxy } from '../support/tcp-proxy.js';
import { inboundForm, randomSid, signature } from '../support/twilio-request.js';
import { holds, until } from '../support/until.js';

const scratch = useScratch();

describe('scratch', () => {
  test('lets a file touch its own prefix and nothing else', async () => {
    const redis = new Redis(scratch.redisUrl);
    try {
      await redis.set(`${scratch.redisPrefix}:mine`, 'yes');
      await expect(redis.set('another:key', 'no')).rejects.toThrow(/NOPERM/);
    } finally {
      redis.disconnect();
    }
  });

  test('writes with majority to a database of its own', async () => {
    const connection = await mongoose.createConnection(scratch.mongodbUri).asPromise();
    try {
      const things = connection.collection<{ _id: string }>('things');
      await things.insertOne({ _id: 'one' }, { writeConcern: { w: 'majority', journal: true } });
      expect(connection.name).toBe(scratch.name);
      expect(await things.countDocuments()).toBe(1);
    } finally {
      await connection.close();
    }
  });
});

describe('ledger check', () => {
  test('finds a forked, a changed and a missing entry', async () => {
    const connection = await mongoose.createConnection(scratch.mongodbUri).asPromise();
    try {
      const entry = { _id: 'e1', workspace: 'w', contact: 'ct_1', seq: 2, kind: 'opted_in' };
      const core = '{"contact":"ct_1","kind":"opted_in","prevHash":null,"seq":1,"workspace":"w"}';
      await connection
        .collection<{ _id: string }>('ledger')
        .insertOne({ ...entry, core, hash: 'wrong' } as { _id: string });
      const report = await checkLedger(scratch.mongodbUri);
      expect(report).toMatchObject({ entries: 1, chains: 1 });
      expect(report.faults.join('\n')).toMatch(/core\.seq is 1, expected 2/);
      expect(report.faults.join('\n')).toMatch(/hash is not the SHA-256 of core/);
      expect(report.faults.join('\n')).toMatch(/w\/ct_1: no head/);
    } finally {
      await connection.close();
    }
  });
});

describe('twilio request', () => {
  test('signs exactly as the SDK expects', () => {
    const url = 'https://assent.example/webhooks/twilio/messages';
    const form = inboundForm({
      accountSid: randomSid('AC'),
      from: '+16025550142',
      to: '+16025550100',
      body: 'STOP, por favor ✋',
    });
    expect(twilio.validateRequest('token', signature('token', url, form), url, form)).toBe(true);
    expect(twilio.validateRequest('other', signature('token', url, form), url, form)).toBe(false);
  });
});

describe('processes', () => {
  test('are watched, frozen, thawed and killed', async () => {
    const beat = 'setInterval(() => console.log("beat"), 20)';
    const running = await startProcess([], {
      program: [process.execPath, '-e', beat],
      environment: {},
      ready: (one) => one.output().includes('beat'),
    });
    running.freeze();
    let before = -1;
    await until('output to stand still', () => {
      const still = running.output().length === before;
      before = running.output().length;
      return still;
    });
    await holds('frozen', () => running.output().length === before, 200);
    running.thaw();
    await until('output to go on', () => running.output().length > before);
    await running.kill();
    expect(running.exited()).toBe(true);
  });
});

describe('tcp proxy', () => {
  test('passes, holds back, delays, resets and refuses', async () => {
    const echo = createServer((socket) => void socket.pipe(socket));
    await new Promise<void>((done) => echo.listen(0, '127.0.0.1', done));
    const address = echo.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const proxy = await startTcpProxy({ port: address.port });
    const ask = () => roundTrip(proxy.port);
    expect(await ask()).toBe('pong');
    proxy.set({ latencyMs: 100 });
    const startedAt = performance.now();
    expect(await ask()).toBe('pong');
    expect(performance.now() - startedAt).toBeGreaterThan(190);
    proxy.set('refuse');
    expect(await ask()).toBe('closed');
    proxy.set('reset');
    expect(await ask()).toBe('ECONNRESET');
    proxy.set('hang');
    let answer: string | undefined;
    const held = ask().then((text) => {
      answer = text;
    });
    await holds('unanswered', () => answer === undefined, 150);
    proxy.set('pass');
    await held;
    expect(answer).toBe('pong');
    echo.close();
  });
});

async function roundTrip(port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('pong'));
    socket.once('data', (data) => {
      socket.destroy();
      resolve(data.toString());
    });
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'error'));
    socket.once('close', () => resolve('closed'));
  });
}
