import type { DeliveryReceipt } from '#schemas/delivery-receipt.ts';
import type { DeliverySummary } from '#schemas/delivery-view.ts';
import type { DemoGuide } from '#schemas/demo.ts';
import { addDays, civilDateOf } from '#schemas/time.ts';
import { newId } from '#services/ids.ts';
import { line } from './batches.ts';

type Account = DemoGuide['accounts'][number];

/** Receives green cabbage in the first school of a demo, today, as a program would: over HTTP and by the demo's guide alone. */
export async function receiveCabbage(url: string, { accounts }: DemoGuide): Promise<DeliveryReceipt> {
  const school = accounts.find(({ role }) => role === 'receiver')?.school;
  const of = (role: string) =>
    accounts.find((each) => each.school === school && each.role === role) as Account;
  const [receiver, manager] = [of('receiver'), of('manager')];
  const ask = async <T>(path: string, body?: unknown): Promise<T> => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${receiver.apiToken}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };

  const now = new Date().toISOString();
  const today = civilDateOf(now);
  const deliveries = await ask<DeliverySummary[]>(`/deliveries?from=${addDays(today, -30)}&to=${today}`);
  const earlier = deliveries.find(({ goods }) => goods.includes('小青菜'));
  if (!earlier) throw new Error('nobody delivered cabbage to this school before');
  const { schoolId, supplierId } = earlier;
  const paper = { kind: 'PC_COMMIT', number: `CN-${newId(now)}`, issuedOn: today } as const;
  return await ask('/deliveries', {
    ...{ schoolId, supplierId, noteNumber: `SH-${newId(now)}`, arrivedAt: now },
    lines: [line({ id: newId(now), papers: [paper] })],
    coSigner: { username: manager.username, pin: manager.pin },
  });
}
