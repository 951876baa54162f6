import { setTimeout as delay } from 'node:timers/promises';
import type { NewDelivery } from '#schemas/delivery.ts';
import type { DeliveryReceipt } from '#schemas/delivery-receipt.ts';
import { newId } from '#services/ids.ts';
import type { Canteen } from '../batches.ts';

/** What a client was told: a delivery that stands, with its records. */
export interface Acknowledged {
  readonly noteNumber: string;
  readonly receipt: DeliveryReceipt;
  /** Times of `performance.now()`: when it was sent first, and when the answer came. */
  readonly sentMs: number;
  readonly answeredMs: number;
}

export interface LoadShape {
  /** Clients that send one delivery at a time, and clients that send batches. */
  readonly single?: number;
  readonly batched?: number;
  readonly batchSize?: number;
  /** Rest of a client between an answer and its next request. */
  readonly restMs?: number;
}

const usualShape = { single: 4, batched: 1, batchSize: 5, restMs: 200 };
const retryMs = 20;
/** Then a client gives a request up and sends it again; the first one may still come through. */
const patienceMs = 10_000;
/** In a crowd each waits for those before. */
const crowdPatienceMs = 60_000;

/** Answers that say "not now" and when: the client asks again. Anything else but 201 is noted. */
const comesBack = ({ status, headers }: Response): boolean => status === 503 && headers.has('retry-after');

/**
 * Clients of a canteen that record deliveries over HTTP, one after the other, and repeat with the same key what was not
 * answered. They remember what was acknowledged; a delivery that they were still sending at the end may or may not stand.
 */
export class DeliveryLoad {
  readonly acknowledged: Acknowledged[] = [];
  /** Note numbers of all deliveries that were ever sent. */
  readonly sent = new Set<string>();
  /** Answers that no client should get, whatever is broken. */
  readonly unexpected: string[] = [];
  readonly #at: Canteen;
  readonly #urls: readonly string[];
  readonly #stop = new AbortController();
  readonly #clients: Promise<void>[];

  /** @param urls of the product's processes; the clients go from one to the next when a request fails */
  constructor(at: Canteen, urls: readonly string[], shape: LoadShape = {}) {
    this.#at = at;
    this.#urls = urls;
    const { single, batched, batchSize, restMs } = { ...usualShape, ...shape };
    const sizes = [...Array(single).fill(1), ...Array(batched).fill(batchSize)];
    this.#clients = sizes.map((size, client) => this.#keepSending(client, size, restMs));
  }

  /**
   * Many clients submit one delivery at the same moment with the same key, and each repeats until it is acknowledged.
   * Returns what they were told, one text each.
   */
  async crowd(size: number): Promise<string[]> {
    const delivery = this.#at.delivery();
    this.sent.add(delivery.noteNumber);
    const key = newId(new Date().toISOString());
    const sentMs = performance.now();
    return await Promise.all(
      Array.from({ length: size }, async (_, client) => {
        const [receipt] = (await this.#send([delivery], key, client, crowdPatienceMs)) ?? [];
        if (receipt) this.#note([delivery], [receipt], sentMs);
        return JSON.stringify(receipt);
      }),
    );
  }

  /** The first acknowledged delivery that was sent after a time. */
  async acknowledgedSince(timeMs: number, count = 1): Promise<Acknowledged> {
    for (;;) {
      const since = this.acknowledged.filter(({ sentMs }) => sentMs > timeMs);
      if (since.length >= count) return since[0]!;
      await delay(5);
    }
  }

  /** Ends the clients; requests under way are given up. */
  async end(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#clients);
  }

  /** The longest time in which no answer came, from a moment until now. */
  longestSilenceMs(sinceMs: number): number {
    const answered = this.acknowledged.map(({ answeredMs }) => answeredMs).filter((time) => time > sinceMs);
    const times = [sinceMs, ...answered, performance.now()];
    return Math.max(...times.slice(1).map((time, i) => time - times[i]!));
  }

  async #keepSending(client: number, size: number, restMs: number): Promise<void> {
    while (!this.#stop.signal.aborted) {
      const deliveries = Array.from({ length: size }, () => this.#at.delivery());
      for (const { noteNumber } of deliveries) this.sent.add(noteNumber);
      const sentMs = performance.now();
      const receipts = await this.#send(deliveries, newId(new Date().toISOString()), client);
      if (receipts) this.#note(deliveries, receipts, sentMs);
      await delay(restMs);
    }
  }

  #note(deliveries: readonly NewDelivery[], receipts: readonly DeliveryReceipt[], sentMs: number): void {
    const answeredMs = performance.now();
    for (const [i, receipt] of receipts.entries()) {
      this.acknowledged.push({ noteNumber: deliveries[i]!.noteNumber, receipt, sentMs, answeredMs });
    }
  }

  /** Until it is acknowledged, or the clients end. */
  async #send(
    deliveries: NewDelivery[],
    key: string,
    client: number,
    timeoutMs = patienceMs,
  ): Promise<DeliveryReceipt[] | undefined> {
    const [path, body] =
      deliveries.length === 1 ? ['/deliveries', deliveries[0]] : ['/deliveries/batch', { deliveries }];
    for (let turn = client; !this.#stop.signal.aborted; turn++) {
      const url = `${this.#urls[turn % this.#urls.length]}/api/v1${path}`;
      const answer = await this.#post(url, key, body, timeoutMs).catch(() => undefined);
      if (answer?.response.status === 201) return [answer.body].flat();
      if (answer && !comesBack(answer.response)) {
        this.unexpected.push(`${answer.response.status} ${JSON.stringify(answer.body)}`);
        return undefined;
      }
      await delay(retryMs);
    }
    return undefined;
  }

  async #post(url: string, key: string, body: unknown, timeoutMs: number) {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.#at.receiver.token}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      body: JSON.stringify(body),
      signal: AbortSignal.any([this.#stop.signal, AbortSignal.timeout(timeoutMs)]),
    });
    return { response, body: await response.json() };
  }
}
