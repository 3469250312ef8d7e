package io.transferlab.kernel.connection;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import zmq.Msg;

/**
 * One bound socket of the kernel. A socket belongs to one thread, and never to the one that runs
 * cells: an interrupt of a cell must not hit ZeroMQ.
 */
public final class Channel {
  private static final int LARGEST_BYTES = 16 << 20;

  private final ZMQ.Socket socket;
  private final Wire wire;

  private Channel(ZMQ.Socket socket, Wire wire) {
    this.socket = socket;
    this.wire = wire;
  }

  /**
   * Binds a socket.
   *
   * @throws org.zeromq.ZMQException if the port is taken
   */
  public static Channel bind(ZContext context, SocketType type, String address, Wire wire) {
    ZMQ.Socket socket = context.createSocket(type);
    socket.setLinger(1000);
    // Without a limit: at the default of 1000 queued messages ZeroMQ drops output silently.
    socket.setHWM(0);
    socket.setMaxMsgSize(LARGEST_BYTES);
    socket.setMsgAllocator(Channel::allocate);
    socket.bind(address);
    return new Channel(socket, wire);
  }

  /**
   * Room for a frame. A length of eight bytes that is negative passes JeroMQ's check of the limit
   * and is cut to an int: what is allocated then ends the thread that serves all sockets.
   */
  private static Msg allocate(int size) {
    return new Msg(size < 0 || size > LARGEST_BYTES ? 0 : size);
  }

  /** Waits for the next well signed message; others are dropped. */
  public Message receive() {
    while (true) {
      Optional<Message> message = read(0);
      if (message.isPresent()) {
        return message.get();
      }
    }
  }

  /** A message that is there already or arrives within the time; empty otherwise. */
  public Optional<Message> poll(int millis) {
    socket.setReceiveTimeOut(millis);
    try {
      return read(0);
    } finally {
      socket.setReceiveTimeOut(-1);
    }
  }

  private Optional<Message> read(int flags) {
    List<byte[]> frames = new ArrayList<>();
    byte[] frame = socket.recv(flags);
    if (frame == null) {
      return Optional.empty();
    }
    frames.add(frame);
    while (socket.hasReceiveMore()) {
      frames.add(socket.recv(0));
    }
    return wire.decode(frames);
  }

  /** Answers a message. */
  public void reply(Message to, String type, JsonObject content) {
    send(wire.encode(to.identities(), type, to.header(), content));
  }

  /** Publishes to every listener; the topic is what ZeroMQ subscribers may filter by. */
  public void publish(String type, JsonObject parent, JsonObject content) {
    byte[] topic = type.getBytes(StandardCharsets.UTF_8);
    send(wire.encode(List.of(topic), type, parent, content));
  }

  /** Sends every byte string back, for ever: the heartbeat. */
  public void echo() {
    while (true) {
      // All of it first: a REP socket may not answer before.
      List<byte[]> frames = new ArrayList<>();
      do {
        frames.add(socket.recv(0));
      } while (socket.hasReceiveMore());
      send(frames);
    }
  }

  private void send(List<byte[]> frames) {
    for (int i = 0; i < frames.size(); i++) {
      socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
    }
  }
}
