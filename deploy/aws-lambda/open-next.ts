/** The builder of the pages for Lambda; it is fetched when it is needed. */
export const openNextPackage = '@opennextjs/aws@4.1.16'

/** Its settings: https://opennext.js.org/aws/config */
export const openNextConfig = `export default {
  default: {
    override: { wrapper: 'aws-lambda-streaming', converter: 'aws-apigw-v2', incrementalCache: 's3', tagCache: 'dynamodb-nextMode', queue: 'sqs' },
  },
  buildCommand: 'node node_modules/next/dist/bin/next build',
}
`
