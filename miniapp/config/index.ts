import path from 'node:path'
import { defineConfig } from '@tarojs/cli'
import type Chain from 'webpack-chain'

const root = path.resolve(__dirname, '..')
const isH5 = process.env.TARO_ENV === 'h5'

/** Mini-program JavaScript must be ES5, and these ship newer syntax. */
const modernPackages = [
  path.resolve(root, '../shared/src'),
  path.dirname(require.resolve('zod/package.json')),
  path.dirname(path.dirname(require.resolve('@tanstack/react-query/package.json'))),
]

/** The contracts have no side effects: what a page does not name stays out of the bundle. */
function dropUnusedContracts(chain: Chain) {
  chain.merge({
    module: { rule: { 'shared-contracts': { test: /[\\/]shared[\\/]src[\\/].*\.ts$/, sideEffects: false } } },
  })
}

/** Pages load one by one in a browser: what two of them use is fetched once. */
function sharePageCode(chain: Chain) {
  chain.merge({
    optimization: {
      splitChunks: {
        cacheGroups: {
          pages: { name: 'pages', chunks: 'async', minChunks: 2, minSize: 0, enforce: true, priority: 1 },
        },
      },
    },
  })
}

export default defineConfig({
  projectName: 'linggong',
  date: '2026-11-22',
  designWidth: 375,
  deviceRatio: { 640: 1.17, 750: 1, 375: 2, 828: 0.905 },
  sourceRoot: 'src',
  outputRoot: `dist/${process.env.TARO_ENV}`,
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  cache: { enable: false },
  copy: { patterns: isH5 ? [{ from: 'src/root-size.js', to: 'dist/h5/root-size.js' }] : [], options: {} },
  plugins: ['@tarojs/plugin-html', path.resolve(__dirname, 'aria-plugin.ts')],
  alias: { '@': path.resolve(root, 'src') },
  defineConstants: {
    'process.env.TARO_APP_API': JSON.stringify(
      isH5 ? '' : (process.env.TARO_APP_API ?? 'http://127.0.0.1:3000'),
    ),
    'process.env.TARO_APP_SUBSCRIBE_TEMPLATES': JSON.stringify(
      process.env.TARO_APP_SUBSCRIBE_TEMPLATES ?? 'task-assigned,contract-to-sign,payout-paid',
    ),
  },
  mini: {
    compile: { include: modernPackages },
    miniCssExtractPluginOption: { ignoreOrder: true },
    postcss: { pxtransform: { enable: true, config: {} }, cssModules: { enable: false } },
    webpackChain(chain, webpack) {
      dropUnusedContracts(chain)
      chain
        .plugin('abort-controller')
        .use(webpack.ProvidePlugin, [
          { AbortController: [path.resolve(root, 'src/platform/abort-controller'), 'SimpleAbortController'] },
        ])
    },
  },
  h5: {
    publicPath: './',
    staticDirectory: 'static',
    router: { mode: 'hash' },
    compile: { include: modernPackages },
    miniCssExtractPluginOption: { ignoreOrder: true },
    output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'chunk/[name].[contenthash:8].js' },
    postcss: {
      autoprefixer: { enable: true, config: {} },
      pxtransform: { enable: true, config: { baseFontSize: 20, minRootSize: 17, maxRootSize: 23 } },
      cssModules: { enable: false },
    },
    webpackChain(chain) {
      dropUnusedContracts(chain)
      sharePageCode(chain)
    },
  },
})
