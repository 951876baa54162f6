import type { Message } from '../../web/language.ts';
import { type Cell, choice, code, count, kilograms, text, time, yuan } from './cells.ts';

export interface Column {
  /** The header that files and the template carry. */
  readonly header: string;
  /** Other headers that mean the same. */
  readonly aliases?: readonly string[];
  readonly required?: true;
  /** Where its value stands in an order line (RFC 6901). */
  readonly pointer: string;
  readonly read: (cell: string) => Cell;
  /** What stands in it; in English also what it is. */
  readonly hint: Message;
}

const channels = {
  食堂: 'canteen',
  承包商: 'contractor',
  工会: 'union',
  职工小程序: 'staff-mini-program',
} as const;
const platforms = {
  '832': '832',
  '832平台': '832',
  农校对接: 'farm-to-school',
  对口帮扶: 'counterpart',
  捐赠: 'gift',
} as const;
const yesNo = { 是: true, 否: false } as const;

/** Every column that an order file may have. Nothing is guessed: other columns are named and left out. */
export const columns: readonly Column[] = [
  {
    header: '订单编号',
    aliases: ['订单号'],
    required: true,
    pointer: '/orderNo',
    read: code,
    hint: { zh: '设为文本格式', en: 'Order number; format the cells as text' },
  },
  {
    header: '商品行号',
    aliases: ['行号'],
    pointer: '/lineNo',
    read: count,
    hint: { zh: '默认1', en: 'Line of the order; 1 unless given' },
  },
  {
    header: '采购单位',
    pointer: '/unit',
    read: text,
    hint: { zh: '须为本校全称，可不填', en: 'Buyer: the school’s full name, or empty' },
  },
  {
    header: '渠道',
    required: true,
    pointer: '/channel',
    read: choice(channels),
    hint: {
      zh: Object.keys(channels).join(' / '),
      en: 'Channel: 食堂 (canteen) / 承包商 (contractor) / 工会 (union) / 职工小程序 (staff mini-program)',
    },
  },
  {
    header: '平台',
    pointer: '/platform',
    read: choice(platforms),
    hint: {
      zh: '默认832平台；农校对接 / 对口帮扶 / 捐赠',
      en: 'Platform: 832平台 unless given; 农校对接 (farm to school) / 对口帮扶 (counterpart help) / 捐赠 (gift)',
    },
  },
  {
    header: '承包商名称',
    pointer: '/contractor/name',
    read: text,
    hint: { zh: '渠道为承包商时必填', en: 'Contractor’s name; required for the channel 承包商' },
  },
  {
    header: '承包商信用代码',
    pointer: '/contractor/creditCode',
    read: code,
    hint: { zh: '18位', en: 'Contractor’s credit code, 18 characters' },
  },
  {
    header: '多校共用',
    pointer: '/forSeveralSchools',
    read: choice(yesNo),
    hint: {
      zh: '是 / 否；承包商为多校采购时填是',
      en: 'For several schools: 是 (yes) / 否 (no); yes when a contractor bought for several',
    },
  },
  {
    header: '供应商名称',
    aliases: ['供货商名称'],
    required: true,
    pointer: '/supplier/name',
    read: text,
    hint: { zh: '', en: 'Supplier’s name' },
  },
  {
    header: '供应商信用代码',
    aliases: ['统一社会信用代码'],
    pointer: '/supplier/creditCode',
    read: code,
    hint: { zh: '18位，设为文本格式', en: 'Supplier’s credit code, 18 characters, formatted as text' },
  },
  {
    header: '产地区划代码',
    pointer: '/supplier/countyCode',
    read: code,
    hint: {
      zh: '供应商注册县的6位代码',
      en: 'Six-digit code of the county where the supplier is registered',
    },
  },
  {
    header: '产地省份',
    pointer: '/supplier/province',
    read: text,
    hint: { zh: '', en: 'Province of that county' },
  },
  {
    header: '产地县',
    aliases: ['产地县区'],
    pointer: '/supplier/countyName',
    read: text,
    hint: { zh: '县级名称', en: 'Name of that county' },
  },
  {
    header: '商品名称',
    required: true,
    pointer: '/goods/name',
    read: text,
    hint: { zh: '', en: 'Name of the goods' },
  },
  {
    header: '商品分类',
    pointer: '/goods/code',
    read: code,
    hint: {
      zh: '食品分类代码，如 OIL.VEG；非食品不填',
      en: 'Code of the goods class, such as OIL.VEG; empty for what is no food',
    },
  },
  {
    header: '数量(千克)',
    aliases: ['数量(公斤)'],
    required: true,
    pointer: '/orderedGrams',
    read: kilograms,
    hint: { zh: '最多三位小数', en: 'Mass in kilograms, at most three decimals' },
  },
  {
    header: '下单金额(元)',
    aliases: ['订单金额(元)'],
    required: true,
    pointer: '/orderedFen',
    read: yuan,
    hint: { zh: '含税，不含运费', en: 'Amount ordered in yuan, with tax, without freight' },
  },
  {
    header: '下单时间',
    required: true,
    pointer: '/orderedAt',
    read: time,
    hint: { zh: '如 2025-03-01 09:30', en: 'When it was ordered, such as 2025-03-01 09:30' },
  },
  {
    header: '验收时间',
    pointer: '/accepted/at',
    read: time,
    hint: { zh: '填时间则须填金额与数量', en: 'When it was accepted; needs amount and mass' },
  },
  {
    header: '验收金额(元)',
    pointer: '/accepted/fen',
    read: yuan,
    hint: { zh: '', en: 'Amount accepted in yuan' },
  },
  {
    header: '验收数量(千克)',
    pointer: '/accepted/grams',
    read: kilograms,
    hint: { zh: '', en: 'Mass accepted in kilograms' },
  },
  {
    header: '支付时间',
    pointer: '/paid/at',
    read: time,
    hint: { zh: '填时间则须填金额', en: 'When it was paid; needs an amount' },
  },
  { header: '支付金额(元)', pointer: '/paid/fen', read: yuan, hint: { zh: '', en: 'Amount paid in yuan' } },
  { header: '评价时间', pointer: '/evaluatedAt', read: time, hint: { zh: '', en: 'When it was evaluated' } },
];

/** A header without its star, spaces and full-width marks. */
const plainHeader = (header: string): string => header.normalize('NFKC').replace(/[\s*]/g, '');

export const columnOf = (header: string): Column | undefined => {
  const plain = plainHeader(header);
  return columns.find((column) => [column.header, ...(column.aliases ?? [])].includes(plain));
};

/** The column that a pointer into an order line, or above several columns, is about. */
export const headerOf = (pointer: string): string =>
  columns.find((column) => column.pointer === pointer)?.header ??
  columns.find((column) => column.pointer.startsWith(`${pointer}/`))?.header ??
  pointer;
