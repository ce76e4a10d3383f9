import { mergeInternalComponents } from '@tarojs/shared'
import { ariaAttributes } from './aria-attributes'

// Attribute names are numbered when the data is sent; the numbers must be those of the built templates.
mergeInternalComponents(ariaAttributes)
