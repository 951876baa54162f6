import type { ProblemCode } from '#schemas/problem.ts';
import type { Advice } from './advice.ts';

/** Rules about food, papers and people that keep something from being recorded. */
export const ofFood = {
  'co-signer-refused': {
    cause: {
      zh: '第二签收人的用户名或 PIN 不对，或此人不属于本校、已停用、没有签收权限。',
      en: 'The second signer’s user name or PIN is wrong, or that person is not of this school, has ended, or may not sign.',
    },
    cure: {
      zh: '请第二人亲自重新输入六位 PIN，或换一位有权签收的同事。',
      en: 'Let the second person type the six digits again, or ask another colleague who may sign.',
    },
  },
  'same-signer': {
    cause: { zh: '两次签名是同一个人。', en: 'Both signatures are of one person.' },
    cure: {
      zh: '请另一位在场的同事签第二个名。',
      en: 'Let a colleague who is present sign as the second person.',
    },
  },
  'signer-not-independent': {
    cause: {
      zh: '签收人是供货方的人，或就是下单采购的人，不能验收自己的货。',
      en: 'A signer belongs to the supplier or placed the order, and cannot accept the own goods.',
    },
    cure: {
      zh: '换两位与供货和采购无关的人签收。',
      en: 'Let two people sign who have part neither in the supply nor in the order.',
    },
  },
  'documents-missing': {
    cause: {
      zh: '这类食品、这类供货者按规定要随货的票证没有齐。页面上逐行列出缺哪些。',
      en: 'Papers are missing that must come with such goods from such a supplier. The page lists them line by line.',
    },
    cure: {
      zh: '补拍补填票证后再签收；补不齐的，拒收该行。',
      en: 'Add the papers and sign then; refuse a line whose papers cannot be had.',
    },
  },
  'supplier-not-qualified': {
    cause: {
      zh: '供货者没有准入本校、被暂停、缺少必需的证照，或证照的经营范围不含这类食品。',
      en: 'The supplier is not admitted at this school, is suspended, lacks a licence, or its licences do not cover such goods.',
    },
    cure: {
      zh: '在供货者页面查看缺什么；登记证照或办理准入后再收货。',
      en: 'See on the supplier’s page what is missing; record the licence or admit the supplier, and receive then.',
    },
  },
  'licence-expired': {
    cause: {
      zh: '收货当天，供货者的许可证已过有效期。',
      en: 'On the day of the delivery the supplier’s licence was no longer valid.',
    },
    cure: {
      zh: '登记续期后的许可证；没有续期的不得收货。',
      en: 'Record the renewed licence; without one the goods must not be accepted.',
    },
  },
  'banned-goods': {
    cause: {
      zh: '按所在地和学段的规定，学校食堂不得采购这类食品。',
      en: 'School canteens must not buy such goods, by the rules of the place and the kind of school.',
    },
    cure: {
      zh: '拒收该行并退回供货者。品名选错的，改选正确的品类。',
      en: 'Refuse the line and send it back. If the wrong class was chosen, choose the right one.',
    },
  },
  'needs-override': {
    cause: {
      zh: '有一条规则提出疑问，须由有权的第二人说明理由后确认，例如信用代码校验位不符。',
      en: 'A rule has a doubt that a second person with the right must settle with a reason, as when the check digit of a credit code does not fit.',
    },
    cure: {
      zh: '核对原件；确实无误时由主管填写理由并用 PIN 确认，理由会记入记录。',
      en: 'Compare with the paper itself. If it is right, a supervisor states the reason and confirms with the PIN; the reason becomes part of the record.',
    },
  },
  'lot-held': {
    cause: {
      zh: '批次或它的来源已被封存，查清之前不得使用、退货或销毁。',
      en: 'The lot, or one that it came from, is held: nothing of it may be used, returned or destroyed until it is settled.',
    },
    cure: {
      zh: '换用其他批次。需要解封时，请封存它的食堂负责人或监管人员处理。',
      en: 'Use another lot. Who held it, the canteen’s manager or an inspector, can release it.',
    },
  },
  'lot-expired': {
    cause: { zh: '批次已过保质期。', en: 'The lot is past its use-by date.' },
    cure: {
      zh: '按规定在见证人面前销毁或退货，换用其他批次。',
      en: 'Destroy it before a witness or return it, and use another lot.',
    },
  },
  'lot-not-available': {
    cause: {
      zh: '批次还在等第二人签收，已用完、已退货、已调走，或属于别的学校。',
      en: 'The lot waits for a second signature, is used up, returned or sent away, or belongs to another school.',
    },
    cure: {
      zh: '在库存页面查看批次的现状；等签收的先签收。',
      en: 'See on the stock page how the lot stands; sign it first if it waits for that.',
    },
  },
  'stock-exceeded': {
    cause: {
      zh: '要用的量超过批次剩余的量；可能刚有人用了一部分。',
      en: 'More is asked for than is left of the lot; somebody may just have used a part.',
    },
    cure: {
      zh: '刷新库存，减少用量，或从几个批次里取。',
      en: 'Reload the stock, take less, or take from several lots.',
    },
  },
  'sample-too-early-to-discard': {
    cause: {
      zh: '留样须自封存起冷藏保存满 48 小时以上，还没有到时间。',
      en: 'A sample is kept cold for at least 48 hours from its sealing, and these are not over.',
    },
    cure: {
      zh: '到标签上的时间之后再销毁。任何人都不能提前。',
      en: 'Discard it after the time on its label. Nobody can make it earlier.',
    },
  },
  'sample-held': {
    cause: {
      zh: '留样已被封存（例如正在调查），到期也不得销毁。',
      en: 'The sample is held, for an investigation say, and is not discarded even when its time is over.',
    },
    cure: { zh: '等封存解除后再销毁。', en: 'Discard it after the hold was lifted.' },
  },
} as const satisfies Partial<Record<ProblemCode, Advice>>;
