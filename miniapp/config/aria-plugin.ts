import path from 'node:path'
import type { IPluginContext } from '@tarojs/service'
import { ariaAttributes } from '../src/platform/aria-attributes'

interface Platform {
  template?: { mergeComponents?: (ctx: IPluginContext, patch: object) => void }
  runtimePath: string | string[]
}

/** Lets mini-program templates carry the labels that screen readers speak: in the templates and in the runtime. */
export default (ctx: IPluginContext) => {
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform: Platform) {
      if (!platform.template?.mergeComponents) return
      platform.template.mergeComponents(ctx, ariaAttributes)
      platform.runtimePath = [
        ...[platform.runtimePath].flat(),
        path.resolve(__dirname, '../src/platform/aria-runtime'),
      ]
    },
  })
}
