import { setTimeout as delay } from 'node:timers/promises';
import { type Canteen, canteen } from '../batches.ts';
import { type Acknowledged, DeliveryLoad, type LoadShape } from './delivery-load.ts';
import type { Installation } from './installation.ts';
import { LogReader } from './log-reader.ts';

/** A district in which clients write and a reader follows the log, until it is left. */
export class BusyDistrict implements AsyncDisposable {
  readonly at: Installation;
  readonly canteen: Canteen;
  readonly load: DeliveryLoad;
  readonly reader: LogReader;
  readonly origin: string;

  private constructor(
    at: Installation,
    place: Canteen,
    log: { origin: string; divisionCode: string },
    shape: LoadShape,
  ) {
    const urls = at.servers.map(({ url }) => url);
    this.at = at;
    this.canteen = place;
    this.origin = log.origin;
    this.load = new DeliveryLoad(place, urls, shape);
    this.reader = new LogReader(urls, log.divisionCode);
  }

  /** The clients begin at once; the product need not be there yet. */
  static async open(at: Installation, shape: LoadShape = {}): Promise<BusyDistrict> {
    const district = await at.t.district();
    const place = await canteen(district);
    const log = await at.t.owner
      .selectFrom('districts')
      .select(['origin', 'divisionCode'])
      .where('id', '=', district.districtId)
      .executeTakeFirstOrThrow();
    const busy = new BusyDistrict(at, place, log, shape);
    at.districts.push(busy);
    return busy;
  }

  /** Until a record that was acknowledged is anchored, as the API says. */
  async untilAnchored({ receipt }: Acknowledged): Promise<void> {
    while ((await this.#proofState(receipt.recordId)) !== 'anchored') await delay(40);
  }

  /** Until the log has signed so many more checkpoints. */
  async untilSigned(more: number): Promise<void> {
    const known = this.reader.seen.length;
    while (this.reader.seen.length < known + more) await delay(20);
  }

  /** Until nothing waits for its place in a log, or for the ledger. */
  async untilSettled(): Promise<void> {
    const { server } = this.at;
    while ((await server.metric('leaf_queue_length')) > 0) await delay(50);
    while ((await server.metric('logs_behind')) > 0) await delay(50);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.load.end();
    await this.reader.end();
  }

  async #proofState(recordId: string): Promise<string | undefined> {
    const url = `${this.at.server.url}/api/v1/records/${recordId}`;
    const headers = { authorization: `Bearer ${this.canteen.receiver.token}` };
    const response = await fetch(url, { headers }).catch(() => undefined);
    return response?.ok ? (await response.json()).proof.state : undefined;
  }
}
