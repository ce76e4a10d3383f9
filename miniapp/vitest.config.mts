import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const installed = (path: string) => at(`../node_modules/${path}`)

export default defineConfig({
  logLevel: 'error',
  resolve: {
    alias: [
      { find: /^@\//, replacement: at('./src/') },
      { find: /^@tarojs\/components$/, replacement: installed('@tarojs/components/lib/react') },
      { find: /^@tarojs\/taro$/, replacement: at('./test/taro.ts') },
      {
        find: /^@nutui\/nutui-react-taro$/,
        replacement: installed('@nutui/nutui-react-taro/dist/es/packages/nutui.react.build.js'),
      },
      { find: /^(lottie-react|@nutui\/lottie-miniprogram)$/, replacement: at('./test/lottie-stub.ts') },
    ],
  },
  define: {
    'process.env.TARO_ENV': JSON.stringify('h5'),
    'process.env.TARO_APP_API': JSON.stringify(''),
    'process.env.TARO_APP_SUBSCRIBE_TEMPLATES': JSON.stringify(''),
    ENABLE_INNER_HTML: true,
    ENABLE_ADJACENT_HTML: true,
    ENABLE_SIZE_APIS: true,
    ENABLE_TEMPLATE_CONTENT: true,
    ENABLE_CLONE_NODE: true,
    ENABLE_CONTAINS: true,
    ENABLE_MUTATION_OBSERVER: true,
    DEPRECATED_ADAPTER_COMPONENT: false,
  },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    environment: 'happy-dom',
    setupFiles: ['test/setup.ts'],
    server: { deps: { inline: [/@tarojs/, /@nutui/] } },
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
})
