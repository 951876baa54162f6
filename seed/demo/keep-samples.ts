import { addDays } from '#schemas/time.ts';
import { addCabinet, discardSample, recordCabinetTemperature, takeSample } from '#services/samples/index.ts';
import { wallClock } from './calendar.ts';
import type { CookedDish } from './cook-day.ts';
import type { Story } from './deliver-day.ts';
import type { OpenedSchool } from './open-schools.ts';
import { as } from './stage.ts';

interface KeptSample {
  readonly id: string;
  readonly code: string;
  readonly takenOn: string;
}

/** A school's sample cabinet and what is in it. */
export class SampleCabinet {
  readonly #story: Story;
  readonly #school: OpenedSchool;
  #cabinetId: string | undefined;
  #kept: KeptSample[] = [];

  constructor(story: Story, school: OpenedSchool) {
    this.#story = story;
    this.#school = school;
  }

  get newest(): KeptSample | undefined {
    return this.#kept.at(-1);
  }

  /** Seals a sample of each dish after serving, and notes the cabinet's temperature. */
  async keep(day: string, dishes: readonly CookedDish[]): Promise<void> {
    const { dice } = this.#story;
    this.#cabinetId ??= (await addCabinet(this.#at(day, '07:30'), { name: '1号留样柜' })).id;
    const cabinetId = this.#cabinetId;
    const minimum = this.#school.school.sampleMinimumGrams ?? 125;
    for (const [index, dish] of dishes.entries()) {
      const grams = minimum + dice.between(3, 40);
      const container = `${day.slice(8)}-${index + 1}`;
      const sealing = this.#at(day, `11:${40 + 3 * index}`);
      const { id, code } = await takeSample(sealing, { dishId: dish.id, grams, cabinetId, container });
      this.#kept.push({ id, code, takenOn: day });
    }
    const temperatureMilliC = dice.between(2500, 5500);
    await recordCabinetTemperature(this.#at(day, '12:00'), { cabinetId, temperatureMilliC });
  }

  /** Discards, with the manager as witness, what has been kept for 48 hours. */
  async discardDue(day: string): Promise<void> {
    const { manager } = this.#school;
    const witness = { username: manager.username, pin: manager.pin as string };
    const due = this.#kept.filter(({ takenOn }) => addDays(takenOn, 2) < day);
    for (const { id } of due) {
      await discardSample(this.#at(day, '08:40'), { sampleId: id, reason: '留样期满', witness });
    }
    this.#kept = this.#kept.filter((sample) => !due.includes(sample));
  }

  #at(day: string, time: string) {
    return as(this.#story.deps, this.#school.receiver, wallClock(day, time));
  }
}
