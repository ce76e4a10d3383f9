/** Which room may open which door; see docs/architecture.md. */
const sdks =
  'node_modules/(co-wechat|co-wechat-api|co-wechat-oauth|tencentcloud-sdk-nodejs|wechatpay-node-v3)/'

export default {
  forbidden: [
    {
      name: 'shared-imports-nobody',
      comment: 'shared is what every side agrees on; it knows none of them.',
      severity: 'error',
      from: { path: '^shared/src' },
      to: { path: '^(server|miniapp|console|sandbox|localdb|e2e)/' },
    },
    {
      name: 'modules-by-their-front-door',
      comment: 'A module of the server is used through its public.ts, never through its models.',
      severity: 'error',
      from: { path: '^server/src/modules/([^/]+)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^server/src/modules/([^/]+)/', pathNot: ['^server/src/modules/$1/', '/public\\.ts$'] },
    },
    {
      name: 'only-gateways-import-sdks',
      comment: 'An outside service has one port and one adapter.',
      severity: 'error',
      from: {
        path: '^(server|sandbox|shared|miniapp|console)/',
        pathNot: '^server/(src/gateways|test/gateways)',
      },
      to: { path: sdks },
    },
    {
      name: 'gateways-know-no-domain',
      severity: 'error',
      from: { path: '^server/src/gateways' },
      to: { path: '^server/src/modules' },
    },
    {
      name: 'nothing-imports-the-sandbox',
      comment: 'Only what starts it: the starter and the tests.',
      severity: 'error',
      from: { path: '^(server|miniapp|console|shared|localdb)/', pathNot: '(^server/test/|\\.test\\.ts$)' },
      to: { path: '^sandbox/' },
    },
    {
      name: 'nothing-imports-localdb',
      comment: 'The server knows MONGODB_URI only.',
      severity: 'error',
      from: { path: '^(server|miniapp|console|shared|sandbox)/', pathNot: '(^server/test/|\\.test\\.ts$)' },
      to: { path: '^localdb/' },
    },
    {
      name: 'apps-import-shared-only',
      severity: 'error',
      from: { path: '^(miniapp|console)/src' },
      to: { path: '^(server|sandbox|localdb|e2e)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.artifacts|\\.data)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
}
