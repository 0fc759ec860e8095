"""An operating system simulated with prioritised tasks that pass packets: method calls over several classes, linked objects.

The workload is that of Martin Richards' benchmark: an idle task, a worker, two handlers and two devices; written anew.
"""

from harness import run

IDLE, WORKER, HANDLER_A, HANDLER_B, DEVICE_A, DEVICE_B = range(6)
WORK, DEVICE = 1, 2
DATA_SIZE = 4


class Packet:
    def __init__(self, link, target, kind):
        self.link = link
        self.target = target
        self.kind = kind
        self.slot = 0
        self.data = [0] * DATA_SIZE

    def appended_to(self, queue):
        self.link = None
        if queue is None:
            return self
        last = queue
        while last.link is not None:
            last = last.link
        last.link = self
        return queue


class Task:
    def __init__(self, system, ident, priority, queue, waiting, ready):
        self.system = system
        self.ident = ident
        self.priority = priority
        self.queue = queue
        self.pending = queue is not None
        self.waiting = waiting
        self.held = False
        self.ready = ready
        self.next = system.first
        system.first = self
        system.table[ident] = self

    def stopped(self):
        return self.held or (self.waiting and not self.pending)

    def receive(self, packet, sender):
        if self.queue is None:
            self.queue = packet
            self.pending = True
            if self.priority > sender.priority:
                return self
        else:
            packet.appended_to(self.queue)
        return sender

    def run(self):
        packet = None
        if self.waiting and self.pending:
            packet = self.queue
            self.queue = packet.link
            self.waiting = False
            self.pending = self.queue is not None
        return self.act(packet)

    def wait(self):
        self.waiting = True
        return self

    def hold(self):
        self.system.holds += 1
        self.held = True
        return self.next

    def release(self, ident):
        other = self.system.table[ident]
        other.held = False
        return other if other.priority > self.priority else self

    def send(self, packet):
        other = self.system.table[packet.target]
        self.system.sent += 1
        packet.link = None
        packet.target = self.ident
        return other.receive(packet, self)


class IdleTask(Task):
    def __init__(self, system, count):
        super().__init__(system, IDLE, 0, None, False, True)
        self.control = 1
        self.count = count

    def act(self, packet):
        self.count -= 1
        if self.count == 0:
            return self.hold()
        if self.control & 1 == 0:
            self.control //= 2
            return self.release(DEVICE_A)
        self.control = self.control // 2 ^ 0xD008
        return self.release(DEVICE_B)


class WorkTask(Task):
    def __init__(self, system, queue):
        super().__init__(system, WORKER, 1000, queue, True, True)
        self.destination = HANDLER_A
        self.count = 0

    def act(self, packet):
        if packet is None:
            return self.wait()
        self.destination = HANDLER_B if self.destination == HANDLER_A else HANDLER_A
        packet.target = self.destination
        packet.slot = 0
        for i in range(DATA_SIZE):
            self.count += 1
            if self.count > 26:
                self.count = 1
            packet.data[i] = 64 + self.count
        return self.send(packet)


class HandlerTask(Task):
    def __init__(self, system, ident, priority, queue):
        super().__init__(system, ident, priority, queue, True, True)
        self.work = None
        self.devices = None

    def act(self, packet):
        if packet is not None:
            if packet.kind == WORK:
                self.work = packet.appended_to(self.work)
            else:
                self.devices = packet.appended_to(self.devices)
        work = self.work
        if work is not None:
            if work.slot >= DATA_SIZE:
                self.work = work.link
                return self.send(work)
            device = self.devices
            if device is not None:
                self.devices = device.link
                device.slot = work.data[work.slot]
                work.slot += 1
                return self.send(device)
        return self.wait()


class DeviceTask(Task):
    def __init__(self, system, ident, priority):
        super().__init__(system, ident, priority, None, True, False)
        self.busy = None

    def act(self, packet):
        if packet is None:
            done = self.busy
            if done is None:
                return self.wait()
            self.busy = None
            return self.send(done)
        self.busy = packet
        self.system.traced += packet.slot
        return self.hold()


class System:
    def __init__(self):
        self.first = None
        self.table = [None] * 6
        self.holds = 0
        self.sent = 0
        self.traced = 0

    def schedule(self):
        task = self.first
        while task is not None:
            if task.stopped():
                task = task.next
            else:
                task = task.run()


def simulate(count):
    system = System()
    IdleTask(system, count)
    queue = Packet(None, WORKER, WORK)
    WorkTask(system, Packet(queue, WORKER, WORK))
    for handler, device, priority in ((HANDLER_A, DEVICE_A, 2000), (HANDLER_B, DEVICE_B, 3000)):
        queue = Packet(None, device, DEVICE)
        queue = Packet(queue, device, DEVICE)
        HandlerTask(system, handler, priority, Packet(queue, device, DEVICE))
    DeviceTask(system, DEVICE_A, 4000)
    DeviceTask(system, DEVICE_B, 5000)
    system.schedule()
    return system.sent, system.holds, system.traced


def main(n):
    total = [0, 0, 0]
    for _ in range(n):
        for i, v in enumerate(simulate(10000)):
            total[i] += v
    return total


if __name__ == "__main__":
    run(main, 16)
