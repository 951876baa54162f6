import { addDays } from '#schemas/time.ts';
import { freezePeriod, recordOrderLines } from '#services/purchases/index.ts';
import { wallClock } from './calendar.ts';
import type { Story } from './deliver-day.ts';
import { demoGoods } from './goods.ts';
import type { OpenedSchool } from './open-schools.ts';
import { platformOrder } from './platform-order.ts';
import { as, type Player } from './stage.ts';

/** The bureau signs off the month that ended last; afterwards a school enters an order of it that it had forgotten. */
export async function signOffMonth(
  story: Story,
  auditor: Player,
  school: OpenedSchool,
  until: string,
): Promise<void> {
  const lastDay = addDays(`${until.slice(0, 7)}-01`, -1);
  const [year, month] = lastDay.split('-').map(Number) as [number, number];
  await freezePeriod(as(story.deps, auditor, wallClock(until, '08:50')), { year, month });
  const day = (date: string) => `${lastDay.slice(0, 7)}-${date}`;
  const ordered = {
    ...{ goods: demoGoods.orange, orderedGrams: 150_000, orderedFen: 114_000 },
    ...{ orderedOn: day('03'), arrivedOn: day('08') },
  };
  const forgotten = platformOrder(story, school, ordered, until);
  await recordOrderLines(as(story.deps, school.manager, wallClock(until, '08:55')), {
    lines: [{ ...forgotten, channel: 'union', contractor: undefined }],
  });
}
