#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What data/deploy says of the hub is so: test-deploy.py HUB TOP. The program is run as the manifest runs it."""
import json
import os
import pathlib
import re
import shlex
import signal
import subprocess
import sys
import tempfile
import urllib.request

try:
    import yaml
except ImportError:
    print('1..0 # SKIP python3-yaml is not installed')
    sys.exit(0)

HUB, TOP = sys.argv[1], pathlib.Path(sys.argv[2])
KINDS = {'ServiceAccount', 'PersistentVolumeClaim', 'Job', 'Deployment', 'Service', 'PodDisruptionBudget',
         'HorizontalPodAutoscaler', 'NetworkPolicy'}
DOCUMENTS = list(yaml.safe_load_all((TOP / 'data/deploy/forecourt-hub.yaml').read_text()))
CONTAINERFILE = (TOP / 'data/deploy/Containerfile').read_text().replace('\\\n', ' ')
VERSION = re.search(r"version: '([0-9.]+)'", (TOP / 'meson.build').read_text())[1]


def one(kind):
    found = [document for document in DOCUMENTS if document['kind'] == kind]
    assert len(found) == 1, f'{len(found)} of {kind}'
    return found[0]


def pods():
    return [one(kind)['spec']['template'] for kind in ('Deployment', 'Job')]


def container(kind):
    containers = one(kind)['spec']['template']['spec']['containers']
    assert len(containers) == 1
    return containers[0]


def options_of(command):
    text = subprocess.run([HUB, command, '--help'], check=True, capture_output=True, text=True).stdout
    return set(re.findall(r'(--[a-z-]+)', text))


def names_agree():
    assert {document['kind'] for document in DOCUMENTS} == KINDS
    assert {document['metadata']['namespace'] for document in DOCUMENTS} == {'forecourt'}
    deployment = one('Deployment')
    labels = deployment['spec']['template']['metadata']['labels']
    selectors = [deployment['spec']['selector']['matchLabels'], one('Service')['spec']['selector'],
                 one('PodDisruptionBudget')['spec']['selector']['matchLabels'],
                 one('NetworkPolicy')['spec']['podSelector']['matchLabels'],
                 *(c['labelSelector']['matchLabels']
                   for c in deployment['spec']['template']['spec']['topologySpreadConstraints'])]
    for selector in selectors:
        assert selector.items() <= labels.items(), selector
    assert one('HorizontalPodAutoscaler')['spec']['scaleTargetRef']['name'] == deployment['metadata']['name']
    for pod in pods():
        assert pod['spec']['serviceAccountName'] == one('ServiceAccount')['metadata']['name']
        volumes = {volume['name']: volume for volume in pod['spec']['volumes']}
        for claim in (volume.get('persistentVolumeClaim') for volume in volumes.values()):
            assert claim is None or claim['claimName'] == one('PersistentVolumeClaim')['metadata']['name']
        for mount in pod['spec']['containers'][0]['volumeMounts']:
            assert mount['name'] in volumes, mount
    secrets = {c['envFrom'][0]['secretRef']['name'] for c in map(container, ('Deployment', 'Job'))}
    comment = (TOP / 'data/deploy/forecourt-hub.yaml').read_text()
    for secret in secrets | {container('Job')['env'][0]['valueFrom']['secretKeyRef']['name']}:
        assert f'secret generic {secret} ' in comment, secret


def ports_agree():
    hub = container('Deployment')
    port = hub['ports'][0]['containerPort']
    assert f'--listen=0.0.0.0:{port}' in hub['args']
    assert one('Service')['spec']['ports'][0]['targetPort'] == hub['ports'][0]['name']
    assert one('NetworkPolicy')['spec']['ingress'][0]['ports'] == [{'protocol': 'TCP', 'port': port}]
    for probe in ('startupProbe', 'livenessProbe', 'readinessProbe'):
        assert hub[probe]['httpGet']['port'] == hub['ports'][0]['name']
    assert f'EXPOSE {port}\n' in CONTAINERFILE
    assert f'"0.0.0.0:{port}"' in CONTAINERFILE
    assert f'127.0.0.1:{port}' in subprocess.run([HUB, 'serve', '--help'], check=True, capture_output=True, text=True).stdout


def nobody_is_root():
    user = re.search(r'^USER (\d+):(\d+)$', CONTAINERFILE, re.M)
    assert user and int(user[1]) > 0
    for pod in pods():
        context = pod['spec']['securityContext']
        assert context['runAsNonRoot'] and context['runAsUser'] == int(user[1]) and context['fsGroup'] == int(user[2])
        locked = pod['spec']['containers'][0]['securityContext']
        assert locked['readOnlyRootFilesystem'] and not locked['allowPrivilegeEscalation']
        assert locked['capabilities'] == {'drop': ['ALL']}
        assert pod['spec']['containers'][0]['image'] == f'forecourt-hub:{VERSION}'


def options_are_the_programs():
    command, *args = container('Deployment')['args']
    assert {arg.split('=')[0] for arg in args} <= options_of(command)
    script = shlex.split(container('Job')['args'][0].split('|', 1)[1])
    assert script[:2] == ['forecourt-hub', 'init']
    assert {word for word in script if word.startswith('--')} <= options_of('init')
    entry, start = (json.loads(re.search(rf'^{word} (.*)$', CONTAINERFILE, re.M)[1]) for word in ('ENTRYPOINT', 'CMD'))
    assert f' {entry[0]}\n' in CONTAINERFILE
    assert {word for word in start if word.startswith('--')} <= options_of(start[0])


def libraries_of(program):
    """What the program is linked with, but for what every Debian has, and what sanitisers add."""
    text = subprocess.run(['readelf', '-d', program], check=True, capture_output=True, text=True).stdout
    names = re.findall(r'\(NEEDED\).*\[(.*)\]', text)
    return [name for name in names if not re.match(r'(libc|libm|ld-.*|libgcc_s|lib(a|ub|t|l)san)\.so', name)]


def packages_of(libraries):
    """By Debian's own list; nothing where this is no Debian."""
    try:
        said = [subprocess.run(['dpkg', '-S', f'*/{name}'], check=True, capture_output=True, text=True).stdout
                for name in libraries]
    except (FileNotFoundError, subprocess.CalledProcessError):
        return set()
    return {text.split(':')[0] for text in said}


def packages_are_known():
    listed = set((TOP / 'data/debian-packages.txt').read_text().split())
    build, run = (set(words.split()) for words in re.findall(r'--no-install-recommends\s+([^&\n]*)', CONTAINERFILE))
    assert build <= listed, build - listed
    libraries = {package for package in listed if package.endswith('-dev')}
    assert libraries <= build, libraries - build
    assert not any(package.endswith('-dev') for package in run)
    missing = packages_of(libraries_of(HUB)) - run
    assert not missing, missing


def probes_answer():
    """The program, as the manifest starts it, on a free port, a folder of its own and SQLite."""
    hub = container('Deployment')
    with tempfile.TemporaryDirectory(prefix='hub-deploy-') as folder:
        subprocess.run([HUB, 'init', '--tenant', 'harbour', '--name', 'Harbour', '--email', 'ada@harbour.example',
                        '--password-stdin', '--uri', 'https://hub.harbour.example', '--insecure-test-hashing', folder],
                       input='correct horse\n', text=True, check=True, stdout=subprocess.DEVNULL)
        args = [arg for arg in hub['args'] if not arg.startswith(('--store', '--data', '--blobs', '--listen'))]
        args += ['--listen=127.0.0.1:0', f'--data={folder}', f'--blobs={folder}/blobs-of-all', '--metrics-port=-1', '--quiet']
        with subprocess.Popen([HUB, *args], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
            try:
                uri = process.stdout.readline().split()[1]
                for probe in ('startupProbe', 'livenessProbe', 'readinessProbe'):
                    with urllib.request.urlopen(uri + hub[probe]['httpGet']['path'], timeout=30) as answer:
                        assert answer.status == 200
            finally:
                process.send_signal(signal.SIGTERM)
                grace = one('Deployment')['spec']['template']['spec']['terminationGracePeriodSeconds']
                assert process.wait(timeout=grace) == 0


TESTS = [names_agree, ports_agree, nobody_is_root, options_are_the_programs, packages_are_known, probes_answer]
os.environ['LC_ALL'] = 'C.UTF-8'
print(f'1..{len(TESTS)}')
for number, test in enumerate(TESTS, 1):
    try:
        test()
    except (AssertionError, subprocess.SubprocessError, OSError, LookupError, TypeError) as error:
        print(f'not ok {number} /hub/deploy/{test.__name__}\n# {type(error).__name__}: {error}', flush=True)
    else:
        print(f'ok {number} /hub/deploy/{test.__name__}', flush=True)
