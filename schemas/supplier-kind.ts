import { z } from 'zod';

/** What a supplier is to the goods it sells: it decides which licences and papers the law asks for. */
export const SupplierKind = z
  .enum([
    'grower',
    'cooperative',
    'collector',
    'market',
    'slaughterhouse',
    'manufacturer',
    'dealer',
    'importer',
    'caterer',
  ])
  .meta({ id: 'SupplierKind', title: '供货者类型', examples: ['dealer'] });
export type SupplierKind = z.infer<typeof SupplierKind>;
