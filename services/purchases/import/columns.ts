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
  readonly hint: string;
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
    hint: '设为文本格式',
  },
  { header: '商品行号', aliases: ['行号'], pointer: '/lineNo', read: count, hint: '默认1' },
  { header: '采购单位', pointer: '/unit', read: text, hint: '须为本校全称，可不填' },
  {
    header: '渠道',
    required: true,
    pointer: '/channel',
    read: choice(channels),
    hint: Object.keys(channels).join(' / '),
  },
  {
    header: '平台',
    pointer: '/platform',
    read: choice(platforms),
    hint: '默认832平台；农校对接 / 对口帮扶 / 捐赠',
  },
  { header: '承包商名称', pointer: '/contractor/name', read: text, hint: '渠道为承包商时必填' },
  { header: '承包商信用代码', pointer: '/contractor/creditCode', read: code, hint: '18位' },
  {
    header: '多校共用',
    pointer: '/forSeveralSchools',
    read: choice(yesNo),
    hint: '是 / 否；承包商为多校采购时填是',
  },
  {
    header: '供应商名称',
    aliases: ['供货商名称'],
    required: true,
    pointer: '/supplier/name',
    read: text,
    hint: '',
  },
  {
    header: '供应商信用代码',
    aliases: ['统一社会信用代码'],
    pointer: '/supplier/creditCode',
    read: code,
    hint: '18位，设为文本格式',
  },
  { header: '产地区划代码', pointer: '/supplier/countyCode', read: code, hint: '供应商注册县的6位代码' },
  { header: '产地省份', pointer: '/supplier/province', read: text, hint: '' },
  { header: '产地县', aliases: ['产地县区'], pointer: '/supplier/countyName', read: text, hint: '县级名称' },
  { header: '商品名称', required: true, pointer: '/goods/name', read: text, hint: '' },
  { header: '商品分类', pointer: '/goods/code', read: code, hint: '食品分类代码，如 OIL.VEG；非食品不填' },
  {
    header: '数量(千克)',
    aliases: ['数量(公斤)'],
    required: true,
    pointer: '/orderedGrams',
    read: kilograms,
    hint: '最多三位小数',
  },
  {
    header: '下单金额(元)',
    aliases: ['订单金额(元)'],
    required: true,
    pointer: '/orderedFen',
    read: yuan,
    hint: '含税，不含运费',
  },
  { header: '下单时间', required: true, pointer: '/orderedAt', read: time, hint: '如 2025-03-01 09:30' },
  { header: '验收时间', pointer: '/accepted/at', read: time, hint: '填时间则须填金额与数量' },
  { header: '验收金额(元)', pointer: '/accepted/fen', read: yuan, hint: '' },
  { header: '验收数量(千克)', pointer: '/accepted/grams', read: kilograms, hint: '' },
  { header: '支付时间', pointer: '/paid/at', read: time, hint: '填时间则须填金额' },
  { header: '支付金额(元)', pointer: '/paid/fen', read: yuan, hint: '' },
  { header: '评价时间', pointer: '/evaluatedAt', read: time, hint: '' },
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
