/** Files by their path. */
export type Tree = Readonly<Record<string, string>>

export const list = (count: number): number[] => Array.from({ length: count }, (_, index) => index)

/** What every workload of these trees has; `more` are lines of the container, `spec` lines of the pod. */
export const deployment = (
  name: string,
  { image = `registry.example/${name}:1.4.2`, more = '', spec = '', labels = `app: ${name}` } = {},
): string =>
  `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  labels:
    ${labels}
spec:
  replicas: 2
  selector:
    matchLabels:
      ${labels}
  template:
    metadata:
      labels:
        ${labels}
    spec:${spec || ' '}
      containers:
        - name: ${name}
          image: ${image}
          ports:
            - name: http
              containerPort: 8080
${more}`.replaceAll('spec: \n', 'spec:\n')

export const PROBES = `          readinessProbe:
            httpGet: {path: /ready, port: http}
          livenessProbe:
            httpGet: {path: /health, port: http}
`

export const RESOURCES = `          resources:
            requests: {cpu: 100m, memory: 128Mi}
            limits: {memory: 256Mi}
`

export const SECURE = `          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            runAsNonRoot: true
            capabilities: {drop: [ALL]}
            seccompProfile: {type: RuntimeDefault}
`

export const service = (
  name: string,
  { port = 'http', labels = `app: ${name}` } = {},
): string => `apiVersion: v1
kind: Service
metadata:
  name: ${name}
spec:
  selector:
    ${labels}
  ports:
    - name: http
      port: 80
      targetPort: ${port}
`

export const ingress = (name: string, host: string): string => `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: ${name}
spec:
  ingressClassName: nginx
  rules:
    - host: ${host}
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: ${name}
                port:
                  name: http
`
