import type { Context } from '#services/context.ts';
import { openSchool } from '#services/schools/index.ts';
import type { Dice } from './random.ts';
import { type DemoSchool, demoSchools } from './schools.ts';
import { hire, type Player } from './stage.ts';

export interface OpenedSchool extends DemoSchool {
  readonly id: string;
  /** Manages the canteen and signs deliveries second. */
  readonly manager: Player;
  /** Receives goods and works in the kitchen. */
  readonly receiver: Player;
  /** Keeps the school's accounts. */
  readonly admin: Player;
}

export const demoPassword = 'shansu-demo-2026';

const surnames = [...'王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗'];
const givenNames = ['敏', '建国', '秀英', '丽', '强', '静', '海燕', '志明', '春花', '伟', '玉兰', '国栋'];
const personName = (dice: Dice) => dice.pick(surnames) + dice.pick(givenNames);

/** Opens the first `count` schools of the plan with three people each. */
export async function openSchools(operator: Context, dice: Dice, count: number): Promise<OpenedSchool[]> {
  const opened: OpenedSchool[] = [];
  const plan = [...demoSchools].sort(
    (a, b) => Number(a.sharedWith !== undefined) - Number(b.sharedWith !== undefined),
  );
  for (const demo of plan.slice(0, count)) {
    const representedById = opened.find(({ key }) => key === demo.sharedWith)?.id;
    const { id } = await openSchool(operator, {
      ...demo.school,
      ...(representedById ? { representedById } : {}),
    });
    const person = (role: 'manager' | 'receiver' | 'school-admin', name: string, pin?: string) =>
      hire(operator, {
        username: `${name}.${demo.key}`,
        displayName: personName(dice),
        role,
        schoolId: id,
        password: demoPassword,
        ...(pin ? { pin } : {}),
      });
    opened.push({
      ...demo,
      id,
      manager: await person('manager', 'manager', '314159'),
      receiver: await person('receiver', 'receiver', '271828'),
      admin: await person('school-admin', 'admin'),
    });
  }
  return opened;
}
